package dev.tidegate.elastic;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Field;
import dev.tidegate.model.Filter;
import dev.tidegate.model.Fragments;
import dev.tidegate.model.Values;
import dev.tidegate.query.SearchQuery;
import dev.tidegate.search.Facet;
import dev.tidegate.search.SearchPage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Facets of random documents under random filters, against counting them one by one. */
class FacetIT extends SearchServers {
  private static final int DOCUMENTS = 300;
  private static final int ROUNDS = 120;
  private static final List<String> BRANDS = List.of("Acme", "Globex", "Hooli", "Umbrella");
  private static final String FACETS = "brand,tags,price,rating,organic,updated";

  private final Random random = new Random(20_101_201);
  private final List<DocumentState> documents = new ArrayList<>();

  @Test
  void countsWhatIsThere() {
    for (int i = 0; i < DOCUMENTS; i++) {
      stack.put("d" + i, document());
    }
    stack.indexer.start();
    stack.settle(DOCUMENTS);
    for (int i = 0; i < DOCUMENTS; i++) {
      documents.add(stack.read("d" + i));
    }
    for (int round = 0; round < ROUNDS; round++) {
      String[] parameters = parameters();
      SearchQuery query = stack.parameters(parameters).query();
      SearchPage page = stack.search(parameters);
      assertThat(page.total()).isEqualTo(matching(query, null).size());
      query.facets().forEach(field -> check(query, field, page.facets().get(field.name())));
    }
  }

  private void check(SearchQuery query, Field field, @Nullable Facet facet) {
    List<Values> found = matching(query, field);
    switch (Objects.requireNonNull(facet)) {
      case Facet.Terms terms ->
          assertThat(terms)
              .as("%s %s", query, field)
              .isEqualTo(new Facet.Terms(terms(query, field, found), missing(field, found), 0));
      case Facet.Stats stats -> check(field, found, stats);
    }
  }

  private static long missing(Field field, List<Values> found) {
    return found.stream().filter(values -> values.get(field) == null).count();
  }

  private static void check(Field field, List<Values> found, Facet.Stats stats) {
    double[] numbers = numbers(field, found);
    assertThat(stats.missing()).isEqualTo(found.size() - numbers.length);
    if (numbers.length == 0) {
      assertThat(stats).isEqualTo(new Facet.Stats(null, null, null, found.size()));
      return;
    }
    assertThat(stats.min()).isEqualTo(numbers[0]);
    assertThat(stats.max()).isEqualTo(numbers[numbers.length - 1]);
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    assertThat(stats.avg()).isCloseTo(sum / numbers.length, within(1e-6 * Math.abs(sum)));
    if (!field.type().isNumber()) {
      assertThat(stats.ranges()).isEmpty();
      return;
    }
    double end = Double.NEGATIVE_INFINITY;
    long counted = 0;
    for (Facet.Range range : stats.ranges()) {
      assertThat(range.from()).isGreaterThan(end);
      end = range.to();
      counted += range.count();
      assertThat(range.count())
          .as("%s of %s", range, field.name())
          .isPositive()
          .isEqualTo(
              Arrays.stream(numbers)
                  .filter(n -> n >= range.from())
                  .filter(n -> n <= range.to())
                  .count());
    }
    assertThat(counted).isEqualTo(numbers.length);
  }

  /** Returns the documents that match all filters except those of this field. */
  private List<Values> matching(SearchQuery query, @Nullable Field but) {
    List<Filter> filters =
        query.query().filters().stream().filter(f -> !f.field().equals(but)).toList();
    String text = query.query().text();
    return documents.stream()
        .map(document -> Objects.requireNonNull(document.values()))
        .filter(values -> filters.stream().allMatch(filter -> filter.matches(values)))
        .filter(values -> text == null || strings("name", values).getFirst().contains(text.strip()))
        .toList();
  }

  /** The values of the documents, and those that the filter names. */
  private static List<Facet.Count> terms(SearchQuery query, Field field, List<Values> found) {
    Map<String, Long> counts = new TreeMap<>();
    for (Filter filter : query.query().filters()) {
      if (filter instanceof Filter.Terms named && filter.field().equals(field)) {
        named.values().forEach(value -> counts.put(value, 0L));
      }
    }
    for (Values values : found) {
      byte[] value = values.get(field);
      if (value != null) {
        Fragments.strings(value).stream().distinct().forEach(v -> counts.merge(v, 1L, Long::sum));
      }
    }
    return counts.entrySet().stream()
        .map(entry -> new Facet.Count(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(Facet.Count::count).reversed())
        .toList();
  }

  private static double[] numbers(Field field, List<Values> found) {
    return found.stream()
        .map(values -> values.get(field))
        .filter(Objects::nonNull)
        .mapToDouble(value -> Fragments.number(field, value))
        .sorted()
        .toArray();
  }

  private List<String> strings(String field, Values values) {
    return Fragments.strings(Objects.requireNonNull(values.get(stack.products.require(field))));
  }

  private String[] parameters() {
    List<String> pairs = new ArrayList<>(List.of("facets", FACETS, "limit", "1"));
    add(pairs, "q", random.nextBoolean() ? "tea " : "mug ");
    add(pairs, "brand", (random.nextBoolean() ? "!" : "") + brand() + "," + brand());
    add(pairs, "price", random.nextInt(3_000) + ".." + (3_000 + random.nextInt(5_000)));
    add(pairs, "rating", ".." + random.nextInt(6));
    add(pairs, "organic", String.valueOf(random.nextBoolean()));
    add(pairs, "tags", "t" + random.nextInt(20));
    return pairs.toArray(String[]::new);
  }

  private void add(List<String> pairs, String name, String value) {
    if (random.nextInt(3) == 0) {
      pairs.addAll(List.of(name, value));
    }
  }

  private String brand() {
    return BRANDS.get(random.nextInt(BRANDS.size()));
  }

  private String document() {
    List<String> members = new ArrayList<>();
    members.add(json("'name':'%s'", random.nextBoolean() ? "tea" : "mug"));
    member(members, "brand", "\"" + brand() + "\"");
    member(members, "tags", json("['t%s','t%s']", random.nextInt(20), random.nextInt(20)));
    member(members, "price", String.valueOf((long) Math.exp(4 + 5 * random.nextDouble())));
    member(members, "rating", String.valueOf(random.nextInt(51) / 10.0));
    member(members, "organic", String.valueOf(random.nextBoolean()));
    member(members, "updated", "\"2026-01-%02dT00:00:00Z\"".formatted(1 + random.nextInt(28)));
    return "{" + String.join(",", members) + "}";
  }

  private void member(List<String> members, String name, String value) {
    if (random.nextInt(5) > 0) {
      members.add("\"" + name + "\":" + value);
    }
  }
}
