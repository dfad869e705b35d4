package dev.tidegate.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.testing.HttpCalls;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Products as a gateway returns them. */
final class StoredProducts {
  private static final int MOST_IDS = 1_000;

  private final HttpCalls http;

  StoredProducts(HttpCalls http) {
    this.http = http;
  }

  /** Those of the documents that exist, by id. */
  Map<String, JsonNode> docs(Collection<String> ids) {
    Map<String, JsonNode> docs = new TreeMap<>();
    answers(ids).forEach((id, answer) -> docs.put(id, answer.path("doc")));
    return docs;
  }

  Map<String, Long> revs(Collection<String> ids) {
    Map<String, Long> revs = new TreeMap<>();
    answers(ids).forEach((id, answer) -> revs.put(id, answer.path("rev").asLong()));
    return revs;
  }

  /** The message that asks for them to be watched. */
  static String subscription(Collection<String> ids) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.put("type", "subscribe").put("id", "watched").put("collection", "products");
    ids.forEach(message.putArray("ids")::add);
    return message.toString();
  }

  private Map<String, JsonNode> answers(Collection<String> ids) {
    Map<String, JsonNode> answers = new TreeMap<>();
    List<String> all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += MOST_IDS) {
      List<String> some = all.subList(from, Math.min(all.size(), from + MOST_IDS));
      HttpCalls.Answer answer = http.get("/v1/products?ids=" + String.join(",", some));
      answer.json().path("docs").forEach(doc -> answers.put(doc.path("id").asText(), doc));
    }
    return answers;
  }
}
