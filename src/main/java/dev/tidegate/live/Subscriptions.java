package dev.tidegate.live;

import dev.tidegate.delivery.ClientState;
import dev.tidegate.delivery.Progress;
import dev.tidegate.delivery.Subscription;
import dev.tidegate.events.EverySubscription;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Position;
import dev.tidegate.query.QueryJson;
import dev.tidegate.query.SearchQuery;
import dev.tidegate.wire.ClientMessage;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** All subscriptions of one session, of three kinds under one set of ids and limits. */
final class Subscriptions {
  private final SubscriptionRules rules;
  private final Progress progress;
  private final DocumentSubscriptions documents;
  private final QuerySubscriptions queries;
  private final EventSubscriptions events;
  private final Watchers watchers;
  private final BiConsumer<String, Throwable> failures;

  /**
   * Creates the subscriptions of a session.
   *
   * @param failures called with the id of a subscription that has ended, and the reason
   */
  Subscriptions(
      SubscriptionRules rules,
      Progress progress,
      DocumentSubscriptions documents,
      QuerySubscriptions queries,
      EventSubscriptions events,
      Watchers watchers,
      BiConsumer<String, Throwable> failures) {
    this.rules = rules;
    this.progress = progress;
    this.documents = documents;
    this.queries = queries;
    this.events = events;
    this.watchers = watchers;
    this.failures = failures;
  }

  /**
   * Starts a subscription, or changes the one of the same id.
   *
   * @throws SubscriptionException if a limit is reached or the id is in use
   */
  void subscribe(ClientMessage.Subscribe wanted) {
    switch (wanted.target()) {
      case ClientMessage.Target.Ids ids ->
          watch(
              rules.documents(wanted, ids),
              new ClientState.Revisions(wanted.have()),
              progress.complete());
      case ClientMessage.Target.Every every -> follow(rules.every(wanted, every));
      case ClientMessage.Target.Search search -> {
        Subscription subscription = rules.members(wanted);
        search(
            new QueryWatch.Request(
                subscription,
                QueryJson.parse(subscription.collection(), search.query()),
                new ClientState.Revisions(wanted.have())),
            progress.complete());
      }
    }
  }

  /**
   * Watches documents.
   *
   * @param interval minimum milliseconds between two updates of one document
   * @param since up to where the client has everything; {@code null} if it has nothing
   * @throws SubscriptionException if a limit is reached
   */
  void watch(
      String id,
      Collection collection,
      Set<String> ids,
      FieldSet fields,
      long interval,
      @Nullable Position since) {
    Position now = progress.complete();
    Position had = since != null && since.epoch().equals(now.epoch()) ? since : null;
    watch(
        new Subscription(id, collection, ids, fields, rules.granted(interval)),
        ClientState.upTo(had),
        had == null ? now.origin() : had);
  }

  /**
   * Watches a live query.
   *
   * @param interval minimum milliseconds between two updates of one document
   * @throws SubscriptionException if a limit is reached
   */
  void search(String id, SearchQuery query, FieldSet fields, long interval) {
    Subscription members =
        new Subscription(id, query.collection(), Set.of(), fields, rules.granted(interval));
    search(
        new QueryWatch.Request(members, query, ClientState.NOTHING), progress.complete().origin());
  }

  private void follow(EverySubscription wanted) {
    String id = wanted.id();
    SubscriptionRules.kind(id, documents.has(id) || queries.has(id));
    if (!events.has(id)) {
      checkRoom();
    }
    events.subscribe(wanted);
  }

  private void watch(Subscription subscription, ClientState had, Position hadUpTo) {
    String id = subscription.id();
    SubscriptionRules.kind(id, events.has(id) || queries.has(id));
    checkReplaces(documents.get(id), subscription);
    rules.documents(
        Math.max(watchers.size(), documents.ids() + queries.limits()) + unwatched(subscription));
    documents.watch(subscription, had, hadUpTo, reason -> failed(id, reason));
  }

  private int unwatched(Subscription subscription) {
    int more = 0;
    for (String id : subscription.ids()) {
      if (!watchers.has(new DocumentKey(subscription.collection().name(), id))) {
        more++;
      }
    }
    return more;
  }

  private void search(QueryWatch.Request request, Position hadUpTo) {
    String id = request.subscription().id();
    SubscriptionRules.kind(id, events.has(id) || documents.has(id));
    checkReplaces(queries.get(id), request.subscription());
    rules.documents(documents.ids() + queries.limitsWith(request));
    rules.queries(queries.costWith(request));
    queries.watch(request, hadUpTo, reason -> failed(id, reason));
  }

  /** Checks that a subscription may replace that of the same id, or that there is room for it. */
  private void checkReplaces(@Nullable Subscription before, Subscription subscription) {
    if (before == null) {
      checkRoom();
    } else {
      SubscriptionRules.replaces(before.id(), before.collection(), subscription.collection());
    }
  }

  private void checkRoom() {
    rules.room(documents.size() + queries.size() + events.size());
  }

  /** Ends a subscription that can't be served, unless it has ended already. */
  private void failed(String id, Throwable reason) {
    if (documents.unsubscribe(id) || queries.unsubscribe(id)) {
      failures.accept(id, reason);
    }
  }

  /**
   * Ends a subscription.
   *
   * @throws SubscriptionException if there is none of that id
   */
  void unsubscribe(String id) {
    if (!documents.unsubscribe(id) && !queries.unsubscribe(id) && !events.unsubscribe(id)) {
      throw SubscriptionRules.unknown(id);
    }
  }

  /** Sends the waiting changes, even if their interval has not passed. */
  void finish() {
    watchers.finish();
  }

  /** Returns the approximate memory of the watched documents. */
  long watchedBytes() {
    return watchers.bytes();
  }

  /** Ends all subscriptions. */
  void clear() {
    queries.clear();
    watchers.clear();
    documents.clear();
    events.clear();
  }
}
