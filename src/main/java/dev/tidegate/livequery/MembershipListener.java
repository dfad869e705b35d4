package dev.tidegate.livequery;

import java.util.List;

/** Who hears of a live query's members. Called on the queries' own context. */
public interface MembershipListener {

  /** The ids of all members, in order; immutable. */
  void members(List<String> ids);

  /** It can't be begun: nothing more is heard of it. */
  void failed(Throwable reason);
}
