package dev.tidegate.chaos;

import static dev.tidegate.testing.JsonText.json;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One subscription to documents, as its client sees it. */
final class Watched {
  static final Set<String> ALL = Set.of("name", "price", "stock", "sold", "badge", "tags");

  private final String id;
  private final Set<String> ids;
  private final @Nullable Set<String> fields;
  private final int interval;

  /**
   * Number of {@code subscribed} messages that must arrive before the messages belong to this
   * subscription.
   */
  int unanswered;

  /** Its snapshot has come. */
  boolean complete;

  Watched(String id, Set<String> ids, @Nullable Set<String> fields, int interval, int unanswered) {
    this.id = id;
    this.ids = ids;
    this.fields = fields;
    this.interval = interval;
    this.unanswered = unanswered;
  }

  String id() {
    return id;
  }

  Set<String> ids() {
    return ids;
  }

  Set<String> fields() {
    return fields == null ? ALL : fields;
  }

  /**
   * The message that begins it.
   *
   * @param have members of that object; empty for none
   */
  String subscribe(String have) {
    return "{\"type\":\"subscribe\",\"id\":\"%s\",\"collection\":\"products\",\"interval\":%d,\"ids\":[%s]%s%s}"
        .formatted(
            id,
            interval,
            quoted(ids),
            fields == null ? "" : json(",'fields':[%s]", quoted(fields)),
            have.isEmpty() ? "" : json(",'have':{%s}", have));
  }

  private static String quoted(Set<String> names) {
    return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(","));
  }
}
