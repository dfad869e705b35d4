package dev.tidegate.live;

import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.wire.ClientMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a {@code subscribe} into a subscription, or says what is wrong with it. */
final class SubscriptionRules {
  private SubscriptionRules() {}

  static Subscription check(
      ClientMessage.Subscribe wanted, Catalog catalog, LiveSettings settings) {
    Collection collection = catalog.get(wanted.collection());
    if (collection == null) {
      throw new SubscriptionException(
          404, "unknown_collection", "There is no collection " + wanted.collection());
    }
    if (!(wanted.target() instanceof ClientMessage.Target.Ids target)) {
      throw new SubscriptionException(
          501, "unsupported", "This gateway's sessions watch documents by their ids");
    }
    return new Subscription(
        wanted.id(),
        collection,
        new HashSet<>(ids(target.ids())),
        fields(collection, wanted.fields()),
        Math.min(wanted.interval(), settings.maxInterval().toMillis()));
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
}
