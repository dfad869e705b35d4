package dev.tidegate.livequery;

import java.util.List;

/** Listener to the members of a live query. Called on the context of the queries. */
public interface MembershipListener {

  /** The ids of all members, in order; immutable. */
  void members(List<String> ids);

  /** Notifies that the query did not start. No further call follows. */
  void failed(Throwable reason);
}
