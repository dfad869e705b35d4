package dev.tidegate.equivalence;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A random query, as a message, as URL parameters, and as a plain predicate and order.
 *
 * @param json members of the query's object
 * @param url parameters
 * @param order by id alone where the order is by relevance
 */
record Asked(
    String json,
    String url,
    Predicate<JsonNode> matches,
    Comparator<Map.Entry<String, JsonNode>> order,
    boolean byRelevance,
    int limit) {

  static Asked random(Random random) {
    return new Maker(random).make();
  }

  /** The ids of documents that match, in order. */
  List<String> over(Map<String, JsonNode> documents) {
    return documents.entrySet().stream()
        .filter(entry -> matches.test(entry.getValue()))
        .sorted(order)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static final List<Integer> LIMITS = List.of(5, 20, 200);

  private static final class Maker {
    private final Random random;
    private final List<String> json = new ArrayList<>();
    private final List<String> filters = new ArrayList<>();
    private final List<String> url = new ArrayList<>();
    private Predicate<JsonNode> matches = document -> true;

    Maker(Random random) {
      this.random = random;
    }

    Asked make() {
      boolean text = random.nextInt(3) == 0;
      if (text) {
        text();
      }
      if (random.nextInt(3) > 0) {
        keyword(random.nextBoolean() ? "brand" : "category");
      }
      if (random.nextInt(4) == 0) {
        tags();
      }
      if (random.nextInt(2) == 0) {
        range(random.nextBoolean() ? "price" : "stock");
      } else if (random.nextInt(4) == 0) {
        numbers();
      }
      if (!filters.isEmpty()) {
        json.add("\"filter\":{" + String.join(",", filters) + "}");
      }
      boolean sorted = random.nextInt(5) > 0;
      Comparator<Map.Entry<String, JsonNode>> order = sorted ? sort() : Map.Entry.comparingByKey();
      int limit = LIMITS.get(random.nextInt(3));
      json.add("\"limit\":" + limit);
      url.add("limit=" + limit);
      return new Asked(
          String.join(",", json), String.join("&", url), matches, order, text && !sorted, limit);
    }

    private void text() {
      List<String> parts = new ArrayList<>();
      int words = 1 + random.nextInt(2);
      for (int i = 0; i < words; i++) {
        parts.add(Catalog.bent(random, Catalog.word(random)));
      }
      boolean open = random.nextBoolean();
      if (open) {
        String last = parts.removeLast();
        parts.add(last.substring(0, Math.max(1, last.length() - random.nextInt(3))));
      }
      List<String> asked = List.copyOf(parts);
      for (int i = 0; i < asked.size(); i++) {
        String word = asked.get(i);
        boolean unfinished = open && i == asked.size() - 1;
        matches =
            matches.and(document -> anyField(document, value -> has(value, word, unfinished)));
      }
      if (random.nextInt(4) == 0) {
        String phrase = Catalog.word(random) + " " + Catalog.word(random);
        parts.addFirst("\"" + phrase + "\"");
        matches = matches.and(document -> anyField(document, value -> hasPhrase(value, phrase)));
      }
      if (random.nextInt(3) == 0) {
        String without = Catalog.word(random);
        parts.addFirst("-" + without);
        matches = matches.and(document -> !anyField(document, value -> hasPhrase(value, without)));
      }
      String q = String.join(" ", parts) + (open ? "" : " ");
      json.add("\"q\":\"" + q.replace("\"", "\\\"") + "\"");
      url.add("q=" + URLEncoder.encode(q, StandardCharsets.UTF_8));
    }

    private static boolean anyField(JsonNode document, Predicate<List<List<String>>> holds) {
      for (String field : List.of("name", "description", "brand", "category", "tags")) {
        JsonNode value = document.path(field);
        List<List<String>> words = new ArrayList<>();
        if (value.isArray()) {
          value.forEach(each -> words.add(Words.of(each.asText())));
        } else if (value.isTextual()) {
          words.add(Words.of(value.asText()));
        }
        if (holds.test(words)) {
          return true;
        }
      }
      return false;
    }

    private static boolean has(List<List<String>> values, String asked, boolean unfinished) {
      List<String> wanted = Words.of(asked);
      List<String> all = values.stream().flatMap(List::stream).toList();
      boolean exact = true;
      boolean near = true;
      for (int i = 0; i < wanted.size(); i++) {
        String word = wanted.get(i);
        boolean mayGoOn = unfinished && i == wanted.size() - 1;
        exact &= all.contains(word) || (mayGoOn && all.stream().anyMatch(w -> w.startsWith(word)));
        near &= all.stream().anyMatch(w -> Words.near(word, w));
      }
      boolean isCode = asked.codePoints().anyMatch(Character::isDigit);
      return exact || (near && !isCode);
    }

    private static boolean hasPhrase(List<List<String>> values, String phrase) {
      List<String> wanted = Words.of(phrase);
      return values.stream().anyMatch(value -> Collections.indexOfSubList(value, wanted) >= 0);
    }

    private void keyword(String field) {
      List<String> values =
          random.ints(1 + random.nextInt(2), 0, 4).mapToObj(i -> field.charAt(0) + "" + i).toList();
      boolean not = random.nextInt(4) == 0;
      String array =
          values.stream().map(v -> "\"" + v + "\"").collect(Collectors.joining(",", "[", "]"));
      filters.add("\"" + field + "\":" + (not ? "{\"not\":" + array + "}" : array));
      url.add(field + "=" + (not ? "!" : "") + String.join(",", values));
      matches = matches.and(document -> not != values.contains(document.path(field).asText()));
    }

    private void tags() {
      String tag = "t" + random.nextInt(4);
      filters.add("\"tags\":\"" + tag + "\"");
      url.add("tags=" + tag);
      matches =
          matches.and(
              document -> {
                for (JsonNode each : document.path("tags")) {
                  if (each.asText().equals(tag)) {
                    return true;
                  }
                }
                return false;
              });
    }

    private void range(String field) {
      int most = field.equals("price") ? 1_000 : 6;
      int low = random.nextInt(most);
      int high = low + random.nextInt(most);
      boolean fromBelow = random.nextInt(4) == 0;
      boolean openAbove = !fromBelow && random.nextInt(3) == 0;
      List<String> ends = new ArrayList<>();
      if (!fromBelow) {
        ends.add(random.nextBoolean() ? "\"gte\":" + low : "\"gt\":" + (low - 1));
      }
      if (!openAbove) {
        ends.add(random.nextBoolean() ? "\"lte\":" + high : "\"lt\":" + (high + 1));
      }
      filters.add("\"" + field + "\":{" + String.join(",", ends) + "}");
      url.add(field + "=" + (fromBelow ? "" : low) + ".." + (openAbove ? "" : high));
      matches =
          matches.and(
              document ->
                  document.has(field)
                      && (fromBelow || document.path(field).asInt() >= low)
                      && (openAbove || document.path(field).asInt() <= high));
    }

    private void numbers() {
      List<Integer> values = random.ints(1 + random.nextInt(3), 0, 6).boxed().toList();
      boolean not = random.nextInt(3) == 0;
      filters.add("\"stock\":" + (not ? "{\"not\":" + values + "}" : values));
      url.add(
          "stock="
              + (not ? "!" : "")
              + values.stream().map(String::valueOf).collect(Collectors.joining(",")));
      matches =
          matches.and(
              document ->
                  not
                      != (document.has("stock")
                          && values.contains(document.path("stock").asInt())));
    }

    private Comparator<Map.Entry<String, JsonNode>> sort() {
      List<String> fields = new ArrayList<>(List.of("price", "stock", "name", "brand"));
      Collections.shuffle(fields, random);
      List<String> keys = new ArrayList<>();
      Comparator<Map.Entry<String, JsonNode>> order = Comparator.comparing(entry -> 0);
      for (String field : fields.subList(0, 1 + random.nextInt(2))) {
        boolean descending = random.nextBoolean();
        keys.add((descending ? "-" : "") + field);
        order = order.thenComparing((a, b) -> compare(a, b, field, descending));
      }
      json.add("\"sort\":\"" + String.join(",", keys) + "\"");
      url.add("sort=" + String.join(",", keys));
      return order.thenComparing(Map.Entry.comparingByKey());
    }

    private static int compare(
        Map.Entry<String, JsonNode> a,
        Map.Entry<String, JsonNode> b,
        String field,
        boolean descending) {
      JsonNode x = a.getValue().path(field);
      JsonNode y = b.getValue().path(field);
      if (x.isMissingNode() || y.isMissingNode()) {
        return Boolean.compare(x.isMissingNode(), y.isMissingNode());
      }
      int order =
          x.isNumber()
              ? Long.compare(x.asLong(), y.asLong())
              : field.equals("name")
                  ? Words.fold(x.asText()).compareTo(Words.fold(y.asText()))
                  : x.asText().compareTo(y.asText());
      return descending ? -order : order;
    }
  }
}
