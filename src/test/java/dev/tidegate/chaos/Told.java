package dev.tidegate.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The revisions that a client received or sent in {@code have}: they never go back. */
final class Told {
  private final Map<String, Long> revs = new HashMap<>();
  private final Consumer<String> wrong;

  /**
   * Creates an empty record.
   *
   * @param wrong receives violations
   */
  Told(Consumer<String> wrong) {
    this.wrong = wrong;
  }

  void clear() {
    revs.clear();
  }

  /** Records a revision in {@code have}. */
  void has(String id, long rev) {
    revs.put(id, rev);
  }

  long of(String id) {
    return revs.getOrDefault(id, 0L);
  }

  /** Records a state of a document, which may arrive more than once. */
  void state(JsonNode doc) {
    tell(doc, true);
  }

  void change(JsonNode change) {
    tell(change, false);
  }

  /** Returns the state after a change. */
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
