package dev.tidegate.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * State of one document in a client.
 *
 * @param doc {@code null} if it does not exist
 */
record Held(long rev, @Nullable ObjectNode doc) {

  static Held of(JsonNode state) {
    return new Held(state.path("rev").asLong(), state.path("doc").deepCopy());
  }

  /**
   * Returns the state after a change by the rules of the contract; {@code null} if the change can't
   * follow the state.
   */
  @Nullable Held after(JsonNode change) {
    long next = change.path("rev").asLong();
    if (change.path("gone").asBoolean()) {
      return new Held(next, null);
    }
    if (change.has("doc")) {
      return of(change);
    }
    if (doc == null) {
      return null;
    }
    ObjectNode made = doc.deepCopy();
    change.path("set").properties().forEach(e -> made.set(e.getKey(), e.getValue()));
    change.path("unset").forEach(name -> made.remove(name.asText()));
    return new Held(next, made);
  }

  Held only(Set<String> fields) {
    if (doc == null) {
      return this;
    }
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    doc.properties().stream()
        .filter(e -> fields.contains(e.getKey()))
        .forEach(e -> kept.set(e.getKey(), e.getValue()));
    return new Held(rev, kept);
  }

  /** Returns whether it is this document; the revision of a missing one is nobody's business. */
  boolean isSameAs(Held other) {
    return Objects.equals(doc, other.doc) && (doc == null || rev == other.rev);
  }
}
