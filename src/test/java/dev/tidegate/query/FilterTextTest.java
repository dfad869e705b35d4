package dev.tidegate.query;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.Filter;
import dev.tidegate.model.Filter.Bound;
import dev.tidegate.testing.Schemas;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTextTest {
  private final Collection products = Schemas.products();
  private final Field brand = products.require("brand");
  private final Field price = products.require("price");

  @Test
  void readsKeywords() {
    assertThat(FilterText.parse(brand, "Acme")).isEqualTo(terms("Acme"));
    assertThat(FilterText.parse(brand, "Acme,Globex")).isEqualTo(terms("Acme", "Globex"));
    assertThat(FilterText.parse(brand, "!Acme,Globex"))
        .isEqualTo(new Filter.Not(terms("Acme", "Globex")));
  }

  @Test
  void readsExistence() {
    assertThat(FilterText.parse(brand, "*")).isEqualTo(new Filter.Exists(brand));
    assertThat(FilterText.parse(price, "!*")).isEqualTo(new Filter.Not(new Filter.Exists(price)));
    assertThat(condition(price, json("{'exists':true}"))).isEqualTo(new Filter.Exists(price));
    assertThat(condition(price, json("{'not':{'exists':false}}")))
        .isEqualTo(new Filter.Exists(price));
  }

  @Test
  void readsTheEmptyString() {
    assertThat(FilterText.parse(brand, "")).isEqualTo(terms(""));
    assertThat(FilterText.parse(brand, "a,,b")).isEqualTo(terms("a", "", "b"));
    assertThat(FilterText.parse(brand, "!")).isEqualTo(new Filter.Not(terms("")));
  }

  @Test
  void unescapes() {
    assertThat(FilterText.parse(brand, "\\*")).isEqualTo(terms("*"));
    assertThat(FilterText.parse(brand, "a,\\*")).isEqualTo(terms("a", "*"));
    assertThat(FilterText.parse(brand, "a\\,b")).isEqualTo(terms("a,b"));
    assertThat(FilterText.parse(brand, "\\!a,\\!b")).isEqualTo(terms("!a", "!b"));
    assertThat(FilterText.parse(brand, "a\\..b")).isEqualTo(terms("a..b"));
    assertThat(FilterText.parse(brand, "a.b!c\\\\")).isEqualTo(terms("a.b!c\\"));
  }

  @Test
  void readsRanges() {
    assertThat(FilterText.parse(price, "1000..5000")).isEqualTo(range(1000.0, 5000.0));
    assertThat(FilterText.parse(price, "..5000")).isEqualTo(range(null, 5000.0));
    assertThat(FilterText.parse(price, "-1..")).isEqualTo(range(-1.0, null));
    assertThat(FilterText.parse(price, ">1..<5"))
        .isEqualTo(new Filter.Range(price, new Bound(1, false), new Bound(5, false)));
    assertThat(FilterText.parse(price, "!1..1")).isEqualTo(new Filter.Not(range(1.0, 1.0)));
  }

  @Test
  void readsNumbersAndDates() {
    assertThat(FilterText.parse(price, "5,7"))
        .isEqualTo(new Filter.Numbers(price, Set.of(5.0, 7.0)));
    Field rating = products.require("rating");
    assertThat(FilterText.parse(rating, "4.5..5"))
        .isEqualTo(new Filter.Range(rating, new Bound(4.5, true), new Bound(5, true)));
    Field updated = products.require("updated");
    assertThat(FilterText.parse(updated, "2026-01-01T00:00:00Z.."))
        .isEqualTo(new Filter.Range(updated, new Bound(1_767_225_600_000.0, true), null));
  }

  @Test
  void aDayStandsForAllOfIt() {
    Field updated = products.require("updated");
    double first = 1_767_225_600_000.0;
    double day = 86_400_000;
    Filter one =
        new Filter.Range(updated, new Bound(first, true), new Bound(first + day - 1, true));
    assertThat(FilterText.parse(updated, "2026-01-01")).isEqualTo(one);
    assertThat(FilterText.parse(updated, "!2026-01-01")).isEqualTo(new Filter.Not(one));
    assertThat(FilterText.parse(updated, "2026-01-01..2026-01-01")).isEqualTo(one);
    assertThat(FilterText.parse(updated, "..2026-01-01"))
        .isEqualTo(new Filter.Range(updated, null, new Bound(first + day - 1, true)));
    assertThat(FilterText.parse(updated, "2026-01-01,2026-01-02T00:00:00.5Z"))
        .isEqualTo(
            new Filter.AnyOf(
                updated, List.of(one, new Filter.Numbers(updated, Set.of(first + day + 500)))));
    assertThat(condition(updated, json("{'gt':'2026-01-01','lt':'2026-01-03'}")))
        .isEqualTo(
            new Filter.Range(
                updated, new Bound(first + day - 1, false), new Bound(first + 2 * day, false)));
    assertThat(condition(updated, json("{'gte':'2026-01-01','lte':'2026-01-01'}"))).isEqualTo(one);
  }

  private static Filter condition(Field field, String json) {
    try {
      return FilterJson.parse(field, new ObjectMapper().readTree(json));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void refusesKeywordsThatNoDocumentIsFoundBy() {
    String longest = "x".repeat(Filter.Terms.LONGEST);
    assertThat(FilterText.parse(brand, longest)).isEqualTo(terms(longest));
    assertThatThrownBy(() -> FilterText.parse(brand, "a," + longest + "x"))
        .hasMessageContaining("8191 characters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "brand | a,* | stands alone",
        "price | '' | not an integer",
        "price | *.. | stands alone",
        "brand | a,!b | stands first",
        "brand | a\\ | escapes nothing",
        "brand | a..b | takes no range",
        "price | .. | without ends",
        "price | 5..1 | above its upper end",
        "price | 1..2..3 | more than two ends",
        "price | 1..2,5 | stands alone",
        "price | 1.5 | 'not an integer'",
        "price | 9007199254740992 | 'not an integer'",
        "rating | NaN | not a number",
        "rating | 1f | not a number",
        "organic | yes | neither true nor false",
        "updated | yesterday | must be an ISO-8601 date",
        "updated | 2026-02-30 | must be an ISO-8601 date",
        "updated | 2026-01-02..2026-01-01 | above its upper end",
        "name | tea | search it with q",
        "extra | 1 | not searched",
      })
  void refuses(String field, String text, String reason) {
    assertThatThrownBy(() -> FilterText.parse(products.require(field), text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  private Filter terms(String... values) {
    return new Filter.Terms(brand, Set.of(values));
  }

  private Filter range(@Nullable Double lower, @Nullable Double upper) {
    return new Filter.Range(
        price,
        lower == null ? null : new Bound(lower, true),
        upper == null ? null : new Bound(upper, true));
  }
}
