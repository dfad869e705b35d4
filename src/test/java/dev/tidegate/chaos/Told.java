package dev.tidegate.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The revisions that a client was told of or said that it has: they never go back. */
final class Told {
  private final Map<String, Long> revs = new HashMap<>();
  private final Consumer<String> wrong;

  /**
   * @param wrong gets what a client must not be told
   */
  Told(Consumer<String> wrong) {
    this.wrong = wrong;
  }

  void clear() {
    revs.clear();
  }

  /** The client says so. */
  void has(String id, long rev) {
    revs.put(id, rev);
  }

  long of(String id) {
    return revs.getOrDefault(id, 0L);
  }

  /** A document as it is, which may be told more than once. */
  void state(JsonNode doc) {
    tell(doc, true);
  }

  void change(JsonNode change) {
    tell(change, false);
  }

  /** What is held after a change. */
  Held after(Held before, JsonNode change) {
    Held after = before.after(change);
    if (after == null) {
      wrong.accept("fields of a document that does not exist: " + change);
      return before;
    }
    return after;
  }

  private void tell(JsonNode told, boolean mayRepeat) {
    long rev = told.path("rev").asLong();
    Long before = revs.put(told.path("id").asText(), rev);
    if (before != null && (before > rev || (before == rev && !mayRepeat))) {
      wrong.accept("revision " + before + " went to " + told);
    }
  }
}
