package dev.tidegate.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A search of the products, and what it has to find. There are few of them, so that clients share
 * them.
 *
 * @param badge {@code null} for any
 * @param least the lowest price
 * @param sort the number field to sort by
 */
record ProductSearch(
    @Nullable String badge, int least, String sort, boolean descending, int limit) {

  static ProductSearch random(Random random) {
    return new ProductSearch(
        random.nextBoolean() ? (random.nextBoolean() ? "new" : "sale") : null,
        random.nextInt(3) * 400,
        random.nextBoolean() ? "price" : "stock",
        random.nextBoolean(),
        random.nextBoolean() ? 10 : 50);
  }

  /** Returns the query in the form of a subscription. */
  String json() {
    return "{\"filter\":{\"price\":{\"gte\":%d}%s},\"sort\":\"%s\",\"limit\":%d}"
        .formatted(least, badge == null ? "" : ",\"badge\":\"" + badge + "\"", order(), limit);
  }

  /** Returns the query in the form of a search. */
  String parameters() {
    return "price=%d..&sort=%s&limit=%d%s"
        .formatted(least, order(), limit, badge == null ? "" : "&badge=" + badge);
  }

  private String order() {
    return descending ? "-" + sort : sort;
  }

  List<String> over(Map<String, Held> documents) {
    List<String> found = new ArrayList<>();
    documents.forEach(
        (id, state) -> {
          if (state.doc() != null && matches(state.doc())) {
            found.add(id);
          }
        });
    Comparator<String> byField =
        Comparator.comparingLong(id -> value(documents.getOrDefault(id, new Held(0, null))));
    found.sort(
        (descending ? byField.reversed() : byField).thenComparing(Comparator.naturalOrder()));
    return found.subList(0, Math.min(limit, found.size()));
  }

  private boolean matches(JsonNode doc) {
    return doc.path("price").asLong(-1) >= least
        && (badge == null || badge.equals(doc.path("badge").asText()));
  }

  /** Returns the sort value. Absent values come last in either direction. */
  private long value(Held state) {
    long absent = descending ? Long.MIN_VALUE : Long.MAX_VALUE;
    return state.doc() == null ? absent : state.doc().path(sort).asLong(absent);
  }
}
