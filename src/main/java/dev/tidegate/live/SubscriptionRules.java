package dev.tidegate.live;

import dev.tidegate.config.LiveConfig;
import dev.tidegate.delivery.Subscription;
import dev.tidegate.events.EverySubscription;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.Position;
import dev.tidegate.wire.ClientMessage;
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
                    "invalid_message", "/since", "must be a position that the gateway gave"));
  }

  private static Collection collection(ClientMessage.Subscribe wanted, Catalog catalog) {
    Collection collection = catalog.get(wanted.collection());
    if (collection == null) {
      throw new SubscriptionException(
          404,
          "unknown_collection",
          "There is no such collection",
          "there is no " + wanted.collection());
    }
    return collection;
  }

  private static List<String> ids(List<String> ids) {
    if (ids.isEmpty()) {
      throw new InvalidInputException("invalid_message", "/ids", "must name at least one id");
    }
    for (int i = 0; i < ids.size(); i++) {
      if (!DocumentKey.isValidId(ids.get(i))) {
        throw new InvalidInputException("invalid_message", "/ids/" + i, DocumentKey.ID_RULE);
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
            "invalid_message",
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
          409,
          "subscription_exists",
          "A subscription of this id is of another kind",
          "unsubscribe " + id + " first, or take another id");
    }
  }

  static void replaces(String id, Collection before, Collection wanted) {
    if (before != wanted) {
      throw new SubscriptionException(
          409,
          "subscription_exists",
          "A subscription of this id watches another collection",
          id + " watches " + before);
    }
  }

  /** Whether one more can begin. */
  static void room(int subscriptions, LiveConfig config) {
    if (subscriptions >= config.maxSubscriptions()) {
      throw new SubscriptionException(
          429,
          "too_many_subscriptions",
          "The session has as many subscriptions as it may",
          "at most " + config.maxSubscriptions());
    }
  }

  /**
   * Checks that a session may watch live queries.
   *
   * @param cost the sum of their {@code QueryCost}s
   */
  static void queries(int cost, LiveConfig config) {
    if (cost > config.maxQueriesPerSession()) {
      throw tooManyQueries(
          "The session watches as many searches as it may", config.maxQueriesPerSession());
    }
  }

  static SubscriptionException tooManyQueries(String title, int max) {
    return new SubscriptionException(
        429,
        "too_many_queries",
        title,
        "at most " + max + ", where one with many or long values counts several times");
  }

  static void documents(int wanted, LiveConfig config) {
    if (wanted > config.maxDocuments()) {
      throw new SubscriptionException(
          429,
          "too_many_documents",
          "The session watches as many documents as it may",
          "at most " + config.maxDocuments() + ", not " + wanted);
    }
  }
}
