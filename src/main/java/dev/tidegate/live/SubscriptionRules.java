package dev.tidegate.live;

import dev.tidegate.config.LiveConfig;
import dev.tidegate.delivery.Subscription;
import dev.tidegate.events.EverySubscription;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.Position;
import dev.tidegate.wire.ClientMessage;
import dev.tidegate.wire.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Validation of {@code subscribe} messages against the schemas and the limits of a session. */
final class SubscriptionRules {
  private final Catalog catalog;
  private final LiveConfig config;
  private final int shards;

  /**
   * Creates the rules.
   *
   * @param shards of the store
   */
  SubscriptionRules(Catalog catalog, LiveConfig config, int shards) {
    this.catalog = catalog;
    this.config = config;
    this.shards = shards;
  }

  /** Returns the subscription to documents by their ids. */
  Subscription documents(ClientMessage.Subscribe wanted, ClientMessage.Target.Ids target) {
    return subscription(wanted, new HashSet<>(ids(target.ids())));
  }

  /** Returns the subscription that each member of a live query gets. */
  Subscription members(ClientMessage.Subscribe wanted) {
    return subscription(wanted, Set.of());
  }

  private Subscription subscription(ClientMessage.Subscribe wanted, Set<String> ids) {
    Collection collection = collection(wanted);
    return new Subscription(
        wanted.id(),
        collection,
        ids,
        fields(collection, wanted.fields()),
        granted(wanted.interval()));
  }

  /** Returns the subscription to every change. */
  EverySubscription every(ClientMessage.Subscribe wanted, ClientMessage.Target.Every target) {
    Collection collection = collection(wanted);
    String since = target.since();
    return new EverySubscription(
        wanted.id(),
        collection,
        fields(collection, wanted.fields()),
        since == null ? null : position(since, shards));
  }

  private static Position position(String text, int shards) {
    return Position.parse(text)
        .filter(position -> position.shards() == shards)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    ErrorCode.INVALID_MESSAGE,
                    "/since",
                    "must be a position that the gateway gave"));
  }

  private Collection collection(ClientMessage.Subscribe wanted) {
    Collection collection = catalog.get(wanted.collection());
    if (collection == null) {
      throw new SubscriptionException(
          Problem.of(
              ErrorCode.UNKNOWN_COLLECTION, "Unknown collection " + wanted.collection() + "."));
    }
    return collection;
  }

  private static List<String> ids(List<String> ids) {
    if (ids.isEmpty()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_MESSAGE, "/ids", "must name at least one id");
    }
    for (int i = 0; i < ids.size(); i++) {
      if (!DocumentKey.isValidId(ids.get(i))) {
        throw new InvalidInputException(
            ErrorCode.INVALID_MESSAGE, "/ids/" + i, DocumentKey.ID_RULE);
      }
    }
    return ids;
  }

  private static FieldSet fields(Collection collection, @Nullable List<String> names) {
    if (names == null) {
      return collection.allFields();
    }
    List<Field> fields = new ArrayList<>(names.size());
    for (String name : names) {
      Field field = collection.get(name);
      if (field == null) {
        throw new InvalidInputException(
            ErrorCode.INVALID_MESSAGE,
            "/fields/" + fields.size(),
            "'" + name + "' is not a field of " + collection.name());
      }
      fields.add(field);
    }
    return FieldSet.of(fields);
  }

  /** Returns the interval that a client receives that requests {@code interval} milliseconds. */
  long granted(long interval) {
    return Math.min(interval, config.maxInterval().toMillis());
  }

  /** Rejects a subscription whose id is in use for another kind. */
  static void kind(String id, boolean isOfAnother) {
    if (isOfAnother) {
      throw new SubscriptionException(
          Problem.of(
              ErrorCode.SUBSCRIPTION_EXISTS,
              "Subscription "
                  + id
                  + " is of a different kind."
                  + " Unsubscribe first, or use a different id."));
    }
  }

  /** Rejects a subscription whose id is in use for another collection. */
  static void replaces(String id, Collection before, Collection wanted) {
    if (before != wanted) {
      throw new SubscriptionException(
          Problem.of(
              ErrorCode.SUBSCRIPTION_EXISTS,
              "Subscription "
                  + id
                  + " watches "
                  + before
                  + "."
                  + " Unsubscribe first, or use a different id."));
    }
  }

  static SubscriptionException unknown(String id) {
    return new SubscriptionException(
        Problem.of(
            ErrorCode.UNKNOWN_SUBSCRIPTION,
            "Unknown subscription '" + id + "'. It never started, or it has ended."));
  }

  /** Checks that a session with so many subscriptions may have another one. */
  void room(int subscriptions) {
    if (subscriptions >= config.maxSubscriptions()) {
      throw new SubscriptionException(
          Problem.of(
              ErrorCode.TOO_MANY_SUBSCRIPTIONS,
              "Subscription limit reached (%,d). Unsubscribe before you add another."
                  .formatted(config.maxSubscriptions())));
    }
  }

  /**
   * Checks that a session may watch live queries.
   *
   * @param cost the sum of their {@code QueryCost}s
   */
  void queries(int cost) {
    if (cost > config.maxQueriesPerSession()) {
      throw tooManyQueries("session", config.maxQueriesPerSession());
    }
  }

  static SubscriptionException tooManyQueriesOfAddress(int max) {
    return tooManyQueries("address", max);
  }

  private static SubscriptionException tooManyQueries(String scope, int max) {
    return new SubscriptionException(
        Problem.of(
            ErrorCode.TOO_MANY_QUERIES,
            "Live query limit of the %s reached (%,d).".formatted(scope, max)
                + " A query with many or long values counts several times."));
  }

  /** Checks that a session may watch so many documents. */
  void documents(int wanted) {
    if (wanted > config.maxDocuments()) {
      throw new SubscriptionException(
          Problem.of(
              ErrorCode.TOO_MANY_DOCUMENTS,
              "Document limit of the session reached (%,d). The subscription needs %,d."
                  .formatted(config.maxDocuments(), wanted)));
    }
  }
}
