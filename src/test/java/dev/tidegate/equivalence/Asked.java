package dev.tidegate.equivalence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.equivalence.Attribute.Kind;
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

  static Asked random(RandomSchema catalog, Random random) {
    return new Maker(catalog, random).make();
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
    private final RandomSchema catalog;
    private final Random random;
    private final List<String> json = new ArrayList<>();
    private final List<String> filters = new ArrayList<>();
    private final List<String> url = new ArrayList<>();
    private Predicate<JsonNode> matches = document -> true;

    Maker(RandomSchema catalog, Random random) {
      this.catalog = catalog;
      this.random = random;
    }

    Asked make() {
      boolean text = random.nextBoolean();
      if (text) {
        text();
      }
      // Few documents match a text: with filters, there would often be none.
      if (!text || random.nextInt(3) == 0) {
        filters();
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

    private void filters() {
      if (random.nextInt(3) > 0) {
        keyword(one(Attribute::isKeyword));
      }
      if (random.nextInt(2) == 0) {
        range(one(Attribute::isOrdinal));
      } else if (random.nextInt(3) == 0) {
        catalog.all(each -> each.kind() == Kind.BOOLEAN).forEach(this::truth);
      } else if (random.nextInt(3) == 0) {
        numbers(one(each -> each.kind() == Kind.LONG || each.kind() == Kind.DOUBLE));
      }
    }

    private Attribute one(Predicate<Attribute> wanted) {
      List<Attribute> all = catalog.all(wanted);
      return all.get(random.nextInt(all.size()));
    }

    private void text() {
      boolean phrase = random.nextInt(3) == 0;
      boolean exclusion = random.nextInt(3) == 0;
      boolean alone = (phrase || exclusion) && random.nextInt(3) == 0;
      String q = (exclusion ? exclusion() : "") + (phrase ? phrase() : "") + (alone ? "" : words());
      json.add("\"q\":\"" + q.replace("\"", "\\\"") + "\"");
      url.add("q=" + URLEncoder.encode(q, StandardCharsets.UTF_8));
    }

    private String words() {
      List<String> parts = new ArrayList<>();
      int words = random.nextInt(3) == 0 ? 2 : 1;
      for (int i = 0; i < words; i++) {
        parts.add(Vocabulary.bent(random, Vocabulary.word(random)));
      }
      boolean open = random.nextBoolean();
      if (open) {
        String last = parts.removeLast();
        parts.add(last.substring(0, Math.max(1, last.length() - random.nextInt(3))));
      }
      String asked = String.join(" ", parts) + (open ? "" : " ");
      for (AskedWord word : AskedWord.of(asked)) {
        matches = matches.and(document -> anyField(document, f -> word.isIn(f, catalog.english())));
      }
      return asked;
    }

    private String phrase() {
      String first = random.nextInt(3) == 0 ? Vocabulary.word(random) + " " : "";
      String phrase = first + Vocabulary.word(random);
      List<String> wanted = Words.texts(Words.of(phrase));
      matches = matches.and(document -> anyField(document, f -> f.hasPhrase(wanted)));
      return "\"" + phrase + "\" ";
    }

    private String exclusion() {
      String without = Vocabulary.word(random);
      List<Words.Word> excluded = Words.of(without);
      matches = matches.and(document -> !anyField(document, f -> f.isExcludedBy(excluded)));
      return without.contains(" ") ? "-\"" + without + "\" " : "-" + without + " ";
    }

    private boolean anyField(JsonNode document, Predicate<FieldWords> holds) {
      return catalog.all(Attribute::searched).stream()
          .anyMatch(
              field ->
                  holds.test(
                      FieldWords.of(field.strings(document), field.isNamed(), catalog.english())));
    }

    private void keyword(Attribute field) {
      List<String> values =
          random.ints(1 + random.nextInt(2), 0, 4).mapToObj(field::keyword).toList();
      boolean not = random.nextInt(4) == 0;
      String array =
          values.stream().map(v -> "\"" + v + "\"").collect(Collectors.joining(",", "[", "]"));
      filter(field, not ? "{\"not\":" + array + "}" : array, not, String.join(",", values));
      matches =
          matches.and(document -> not == Collections.disjoint(values, field.strings(document)));
    }

    private void truth(Attribute field) {
      boolean value = random.nextBoolean();
      filter(field, Boolean.toString(value), false, Boolean.toString(value));
      matches =
          matches.and(
              document ->
                  document.has(field.name()) && document.path(field.name()).asBoolean() == value);
    }

    private void numbers(Attribute field) {
      List<Integer> grades =
          random.ints(1 + random.nextInt(5), 0, Attribute.GRADES).distinct().boxed().toList();
      boolean not = random.nextInt(3) == 0;
      String list = grades.stream().map(field::plain).collect(Collectors.joining(","));
      filter(field, not ? "{\"not\":[" + list + "]}" : "[" + list + "]", not, list);
      matches =
          matches.and(
              document ->
                  not
                      != (document.has(field.name())
                          && grades.contains(field.grade(document.path(field.name())))));
    }

    private void range(Attribute field) {
      int low = 1 + random.nextInt(Attribute.GRADES - 2);
      int high = Math.min(Attribute.GRADES - 2, low + random.nextInt(Attribute.GRADES));
      boolean fromBelow = random.nextInt(4) == 0;
      boolean openAbove = !fromBelow && random.nextInt(3) == 0;
      List<String> ends = new ArrayList<>();
      if (!fromBelow) {
        ends.add(
            random.nextBoolean() ? "\"gte\":" + field.json(low) : "\"gt\":" + field.json(low - 1));
      }
      if (!openAbove) {
        ends.add(
            random.nextBoolean()
                ? "\"lte\":" + field.json(high)
                : "\"lt\":" + field.json(high + 1));
      }
      filter(
          field,
          "{" + String.join(",", ends) + "}",
          false,
          (fromBelow ? "" : field.plain(low)) + ".." + (openAbove ? "" : field.plain(high)));
      matches =
          matches.and(
              document ->
                  document.has(field.name())
                      && (fromBelow || field.grade(document.path(field.name())) >= low)
                      && (openAbove || field.grade(document.path(field.name())) <= high));
    }

    private void filter(Attribute field, String value, boolean not, String parameter) {
      filters.add("\"" + field.name() + "\":" + value);
      url.add(
          field.name()
              + "="
              + URLEncoder.encode((not ? "!" : "") + parameter, StandardCharsets.UTF_8));
    }

    private Comparator<Map.Entry<String, JsonNode>> sort() {
      List<Attribute> fields = new ArrayList<>(catalog.all(each -> each.kind() != Kind.TAGS));
      Collections.shuffle(fields, random);
      List<String> keys = new ArrayList<>();
      Comparator<Map.Entry<String, JsonNode>> order = Comparator.comparingInt(entry -> 0);
      for (Attribute field : fields.subList(0, 1 + random.nextInt(2))) {
        boolean descending = random.nextBoolean();
        keys.add((descending ? "-" : "") + field.name());
        order =
            order.thenComparing((a, b) -> field.compare(a.getValue(), b.getValue(), descending));
      }
      json.add("\"sort\":\"" + String.join(",", keys) + "\"");
      url.add("sort=" + String.join(",", keys));
      return order.thenComparing(Map.Entry.comparingByKey());
    }
  }
}
