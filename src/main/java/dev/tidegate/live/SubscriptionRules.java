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

/** Turns a {@code subscribe} into a subscription, or says what is wrong with it. */
final class SubscriptionRules {
  private SubscriptionRules() {}

  static Subscription watch(
      ClientMessage.Subscribe wanted,
      ClientMessage.Target.Ids target,
      Catalog catalog,
      LiveConfig config) {
    return subscription(wanted, new HashSet<>(ids(target.ids())), catalog, config);
  }

  /** What goes for every member of a search. */
  static Subscription search(ClientMessage.Subscribe wanted, Catalog catalog, LiveConfig config) {
    return subscription(wanted, Set.of(), catalog, config);
  }

  private static Subscription subscription(
      ClientMessage.Subscribe wanted, Set<String> ids, Catalog catalog, LiveConfig config) {
    Collection collection = collection(wanted, catalog);
    return new Subscription(
        wanted.id(),
        collection,
        ids,
        fields(collection, wanted.fields()),
        granted(wanted.interval(), config));
  }

  /**
   * @param shards of the store
   */
  static EverySubscription every(
      ClientMessage.Subscribe wanted,
      ClientMessage.Target.Every target,
      Catalog catalog,
      int shards) {
    Collection collection = collection(wanted, catalog);
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

  private static Collection collection(ClientMessage.Subscribe wanted, Catalog catalog) {
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
  static long granted(long interval, LiveConfig config) {
    return Math.min(interval, config.maxInterval().toMillis());
  }

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

  /** Whether one more can begin. */
  static void room(int subscriptions, LiveConfig config) {
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
  static void queries(int cost, LiveConfig config) {
    if (cost > config.maxQueriesPerSession()) {
      throw tooManyQueries("session", config.maxQueriesPerSession());
    }
  }

  static SubscriptionException tooManyQueries(String scope, int max) {
    return new SubscriptionException(
        Problem.of(
            ErrorCode.TOO_MANY_QUERIES,
            "Live query limit of the %s reached (%,d).".formatted(scope, max)
                + " A query with many or long values counts several times."));
  }

  static void documents(int wanted, LiveConfig config) {
    if (wanted > config.maxDocuments()) {
      throw new SubscriptionException(
          Problem.of(
              ErrorCode.TOO_MANY_DOCUMENTS,
              "Document limit of the session reached (%,d). The subscription needs %,d."
                  .formatted(config.maxDocuments(), wanted)));
    }
  }
}
