package dev.tidegate.livequery;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Query;

/** Source of the members of live queries. For any thread. */
public interface Memberships {

  /** Returns the limits of live queries. */
  QueryAllowance allowance();

  /**
   * Adds a listener to a query. It receives all members as soon as they are known, and each later
   * list. It fails with {@link TooManyQueriesException} if no further query is possible.
   */
  void attach(QueryKey key, Collection collection, Query query, MembershipListener listener);

  /** Removes a listener. Lists that are on their way may still arrive. */
  void detach(QueryKey key, MembershipListener listener);

  /**
   * Calls {@code done} when the listeners have received lists that contain every write answered
   * before this call.
   *
   * @param done called on any thread
   */
  void whenFresh(Collection collection, Runnable done);
}
