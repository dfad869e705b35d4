package dev.tidegate.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** State of the store when nothing changes. */
record Truth(String epoch, Map<String, Held> documents) {
  private static final int BATCH = 1_000;

  /** Reads the state through a new gateway. */
  static Truth read(Servers servers, int documents) {
    try (GatewayServer fresh = servers.newGateway()) {
      String position = fresh.http().get("/v1/products/_export").text().split("\"", 5)[3];
      return new Truth(position.split("-", 2)[0], read(fresh.http(), documents));
    }
  }

  static Map<String, Held> read(HttpCalls http, int documents) {
    Map<String, Held> all = new HashMap<>();
    for (int from = 0; from < documents; from += BATCH) {
      String ids =
          IntStream.range(from, Math.min(from + BATCH, documents))
              .mapToObj(i -> "p" + i)
              .collect(Collectors.joining(","));
      JsonNode answer = http.get("/v1/products?ids=" + ids).json();
      answer.path("docs").forEach(doc -> all.put(doc.path("id").asText(), Held.of(doc)));
      answer.path("missing").forEach(id -> all.put(id.asText(), new Held(0, null)));
    }
    return all;
  }

  Held get(String id) {
    return documents.getOrDefault(id, new Held(0, null));
  }
}
