package dev.tidegate.live;

import dev.tidegate.delivery.Outbox;
import dev.tidegate.delivery.Subscription;
import dev.tidegate.livequery.QueryAllowance;
import dev.tidegate.model.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Subscriptions of one session to live queries, and their share of the limits. */
final class QuerySubscriptions {
  private final SharedQueries queries;
  private final QueryAllowance allowance;
  private final Watchers watchers;
  private final Snapshots snapshots;
  private final Outbox outbox;
  private final Map<String, QueryWatch> byId = new HashMap<>(1);

  /** Address of the client. A closed connection no longer has it. */
  private String address = "";

  QuerySubscriptions(
      SharedQueries queries,
      QueryAllowance allowance,
      Watchers watchers,
      Snapshots snapshots,
      Outbox outbox) {
    this.queries = queries;
    this.allowance = allowance;
    this.watchers = watchers;
    this.snapshots = snapshots;
    this.outbox = outbox;
  }

  @Nullable Subscription get(String id) {
    QueryWatch watch = byId.get(id);
    return watch == null ? null : watch.subscription();
  }

  boolean has(String id) {
    return byId.containsKey(id);
  }

  int size() {
    return byId.size();
  }

  /** Returns the maximum number of members of all subscriptions. */
  int limits() {
    return byId.values().stream().mapToInt(QueryWatch::limit).sum();
  }

  /** Returns the maximum number of members if a request is granted. */
  int limitsWith(QueryWatch.Request request) {
    QueryWatch before = byId.get(request.subscription().id());
    return limits() - (before == null ? 0 : before.limit()) + request.limit();
  }

  /** Returns the cost of all subscriptions if a request is granted. */
  int costWith(QueryWatch.Request request) {
    QueryWatch before = byId.get(request.subscription().id());
    int cost = byId.values().stream().mapToInt(QueryWatch::cost).sum();
    return cost - (before == null ? 0 : before.cost()) + request.cost();
  }

  /**
   * Starts a subscription, or changes the one of the same id.
   *
   * @param hadUpTo position from which the client resumes if it gets no snapshot
   * @param failed called with the reason if the query can't be watched
   * @throws SubscriptionException if the address of the client has reached its limit
   */
  void watch(QueryWatch.Request request, Position hadUpTo, Consumer<Throwable> failed) {
    if (byId.isEmpty()) {
      address = outbox.address();
    }
    if (!allowance.take(address, request.cost())) {
      throw SubscriptionRules.tooManyQueriesOfAddress(allowance.maxOfAddress());
    }
    if (!request.had().isEmpty()) {
      outbox.resumed();
    }
    String id = request.subscription().id();
    end(byId.remove(id));
    QueryWatch watch = new QueryWatch(request, queries, watchers, snapshots, outbox, failed);
    byId.put(id, watch);
    outbox.expectSnapshot(hadUpTo);
    watch.start();
  }

  /** Ends a subscription; returns whether there was one of that id. */
  boolean unsubscribe(String id) {
    QueryWatch watch = byId.remove(id);
    end(watch);
    return watch != null;
  }

  void clear() {
    List.copyOf(byId.values()).forEach(this::end);
    byId.clear();
  }

  private void end(@Nullable QueryWatch watch) {
    if (watch != null) {
      watch.end();
      allowance.release(address, watch.cost());
    }
  }
}
