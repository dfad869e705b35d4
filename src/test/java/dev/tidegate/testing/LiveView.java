package dev.tidegate.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * State of a client that applies every message by the rules of the contract alone. A message that
 * would take a document back to an older revision is an error.
 */
public final class LiveView {
  private final Map<String, ObjectNode> docs = new TreeMap<>();
  private final Map<String, Long> revs = new TreeMap<>();
  private final Map<String, List<String>> lists = new TreeMap<>();

  /** Returns the fields of a document; {@code null} if it does not exist. */
  public @Nullable ObjectNode doc(String id) {
    return docs.get(id);
  }

  public long rev(String id) {
    return revs.getOrDefault(id, 0L);
  }

  public Map<String, Long> revs() {
    return revs;
  }

  /** The members of a live query, in order; {@code null} before its snapshot. */
  public @Nullable List<String> list(String subscriptionId) {
    return lists.get(subscriptionId);
  }

  void apply(JsonNode message) {
    switch (message.path("type").asText()) {
      case "snapshot" -> {
        message.path("docs").forEach(doc -> replace(doc, true));
        message.path("gone").forEach(id -> docs.remove(id.asText()));
        if (message.has("order")) {
          List<String> order = new ArrayList<>();
          message.path("order").forEach(id -> order.add(id.asText()));
          lists.put(message.path("id").asText(), order);
        }
      }
      case "enter" -> message.path("docs").forEach(doc -> enter(members(message), doc));
      case "leave" -> message.path("ids").forEach(id -> leave(members(message), id.asText()));
      case "update" -> message.path("changes").forEach(this::change);
      default -> {
        // Nothing that a document's state depends on.
      }
    }
  }

  private List<String> members(JsonNode message) {
    List<String> members = lists.get(message.path("id").asText());
    if (members == null) {
      throw new AssertionError("before the snapshot of its query: " + message);
    }
    return members;
  }

  private void enter(List<String> members, JsonNode entered) {
    ObjectNode state = ((ObjectNode) entered).deepCopy();
    int at = state.remove("at").asInt();
    replace(state, true);
    String id = state.path("id").asText();
    members.remove(id);
    if (at > members.size()) {
      throw new AssertionError("behind the end of " + members + ": " + entered);
    }
    members.add(at, id);
  }

  private static void leave(List<String> members, String id) {
    if (!members.remove(id)) {
      throw new AssertionError(id + " leaves, but is not among " + members);
    }
  }

  private void change(JsonNode change) {
    String id = change.path("id").asText();
    if (change.path("gone").asBoolean()) {
      advance(change, false);
      docs.remove(id);
    } else if (change.has("doc")) {
      replace(change, false);
    } else {
      advance(change, false);
      ObjectNode doc = docs.get(id);
      if (doc == null) {
        throw new AssertionError("an update of an unknown document: " + change);
      }
      change.path("set").properties().forEach(e -> doc.set(e.getKey(), e.getValue()));
      change.path("unset").forEach(name -> doc.remove(name.asText()));
    }
  }

  private void replace(JsonNode state, boolean snapshot) {
    advance(state, snapshot);
    ObjectNode doc = JsonNodeFactory.instance.objectNode();
    doc.setAll((ObjectNode) state.path("doc"));
    docs.put(state.path("id").asText(), doc);
  }

  private void advance(JsonNode state, boolean mayRepeat) {
    String id = state.path("id").asText();
    long rev = state.path("rev").asLong();
    long held = rev(id);
    if (rev < held || (rev == held && !mayRepeat)) {
      throw new AssertionError("revision " + rev + " after " + held + ": " + state);
    }
    revs.put(id, rev);
  }

  @Override
  public String toString() {
    return revs + " " + docs + " " + lists;
  }
}
