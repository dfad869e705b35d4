package dev.tidegate.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidegate.model.Collection;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Filter;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.SortOrder;
import dev.tidegate.model.Violation;
import dev.tidegate.testing.Schemas;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchParametersTest {
  private final Collection products = Schemas.products();

  @Test
  void hasDefaults() {
    SearchParameters parsed = parse();
    assertThat(parsed.query())
        .isEqualTo(
            new SearchQuery(
                products,
                new dev.tidegate.model.Query(null, List.of(), List.of()),
                20,
                List.of(),
                null,
                false,
                true));
    assertThat(parsed.fields()).isEqualTo(products.allFields());
  }

  @Test
  void readsEverything() {
    SearchParameters parsed =
        parse(
            "q",
            "green tea",
            "brand",
            "Acme",
            "sort",
            "-price,name",
            "limit",
            "200",
            "cursor",
            "abc",
            "facets",
            "brand,price",
            "fields",
            "name,price",
            "highlight",
            "true");
    assertThat(parsed.query().query())
        .isEqualTo(
            new dev.tidegate.model.Query(
                "green tea",
                List.of(new Filter.Terms(products.require("brand"), Set.of("Acme"))),
                List.of(
                    new SortOrder(products.require("price"), true),
                    new SortOrder(products.require("name"), false))));
    assertThat(parsed.query().limit()).isEqualTo(200);
    assertThat(parsed.query().cursor()).isEqualTo("abc");
    assertThat(parsed.query().facets())
        .containsExactly(products.require("brand"), products.require("price"));
    assertThat(parsed.query().highlight()).isTrue();
    assertThat(parsed.fields())
        .isEqualTo(FieldSet.of(List.of(products.require("name"), products.require("price"))));
  }

  @Test
  void takesABlankTextForNone() {
    assertThat(parse("q", "  ").query().query().text()).isNull();
  }

  @Test
  void namesAllThatIsWrong() {
    assertThat(
            pointers(
                "q",
                "x".repeat(1001),
                "colour",
                "red",
                "price",
                "9..1",
                "sort",
                "tags",
                "limit",
                "0",
                "facets",
                "name",
                "fields",
                "nope",
                "highlight",
                "yes"))
        .containsExactlyInAnyOrder(
            "q", "colour", "price", "sort", "limit", "facets", "fields", "highlight");
  }

  @Test
  void refusesLimitsOutOfRange() {
    for (String limit : List.of("0", "201", "-1", "x", "", "99999999999")) {
      assertThat(pointers("limit", limit)).containsExactly("limit");
    }
  }

  @Test
  void refusesRepeatedParametersAndSortKeys() {
    Map<String, List<String>> parameters = Map.of("price", List.of("1..", "..5"));
    InvalidInputException refusal =
        catchThrowableOfType(
            InvalidInputException.class, () -> SearchParameters.parse(products, parameters));
    assertThat(refusal.violations()).containsExactly(new Violation("price", "is given 2 times"));
    assertThat(pointers("sort", "price,-price")).containsExactly("sort");
    assertThat(pointers("sort", "")).containsExactly("sort");
  }

  @Test
  void groupsByAKeywordWithOneValue() {
    assertThat(parse("group", "brand").query().query().group())
        .isEqualTo(products.require("brand"));
    for (String field : List.of("tags", "name", "price", "organic", "extra", "nope", "")) {
      assertThat(pointers("group", field)).containsExactly("group");
    }
  }

  private SearchParameters parse(String... pairs) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      parameters.put(pairs[i], List.of(pairs[i + 1]));
    }
    return SearchParameters.parse(products, parameters);
  }

  private List<String> pointers(String... pairs) {
    InvalidInputException refusal =
        catchThrowableOfType(InvalidInputException.class, () -> parse(pairs));
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_PARAMETER);
    return refusal.violations().stream().map(Violation::pointer).toList();
  }
}
