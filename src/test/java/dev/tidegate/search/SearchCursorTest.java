package dev.tidegate.search;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Filter;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.Query;
import dev.tidegate.model.SortOrder;
import dev.tidegate.query.QueryDigest;
import dev.tidegate.testing.Schemas;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchCursorTest {
  private final Collection products = Schemas.products();
  private final Query query =
      new Query("tea", List.of(), List.of(new SortOrder(products.require("price"), true)));
  private final List<JsonNode> sortKey =
      List.of(JsonNodeFactory.instance.numberNode(5), JsonNodeFactory.instance.textNode("p1"));

  @Test
  void comesBack() {
    SearchCursor cursor = new SearchCursor("pin", sortKey, SeenIds.of(List.of("p1", "p2")));
    String text = cursor.encode(products, query);
    assertThat(text).matches("[A-Za-z0-9_-]+");
    assertThat(SearchCursor.decode(products, query, text)).hasToString(cursor.toString());
  }

  @Test
  void knowsWhatAFirstPageHeld() {
    String text = SearchCursor.afterFirst(List.of("p1", "p2")).encode(products, query);
    SearchCursor cursor = SearchCursor.decode(products, query, text);
    assertThat(cursor.pin()).isNull();
    assertThat(cursor.after()).isNull();
    assertThat(cursor.seen().count()).isEqualTo(2);
    assertThat(cursor.seen().contains("p2")).isTrue();
    assertThat(cursor.seen().contains("p3")).isFalse();
  }

  @Test
  void isShort() {
    List<String> ids = IntStream.range(0, 200).mapToObj("%0128d"::formatted).toList();
    assertThat(SearchCursor.afterFirst(ids).encode(products, query)).hasSizeLessThan(3_000);
  }

  @Test
  void belongsToItsQuery() {
    String cursor = SearchCursor.afterFirst(List.of("p1")).encode(products, query);
    refused(cursor, new Query("coffee", List.of(), query.sort()));
    refused(cursor, new Query("tea", List.of(brand("a", "b")), query.sort()));
    refused(
        cursor, new Query(query.text(), query.filters(), query.sort(), products.require("brand")));
    assertThatThrownBy(() -> SearchCursor.decode(Schemas.products("other"), query, cursor))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void doesNotMindTheOrderOfFilterValues() {
    Query one = new Query(null, List.of(brand("a", "b")), List.of());
    Query other = new Query(null, List.of(brand("b", "a")), List.of());
    assertThat(QueryDigest.of(products, one)).isEqualTo(QueryDigest.of(products, other));
  }

  @Test
  void refusesWhatIsNotOne() {
    String digest = QueryDigest.of(products, query);
    for (String json :
        List.of(
            "",
            "{}",
            "[]",
            "[1]",
            "not json",
            json("['%s']", digest),
            json("['%s',null,'AA']", digest),
            json("['%s',null,'','t',5]", digest),
            json("['%s',7,'','t',5]", digest),
            json("['%s','pin','','t']", digest),
            json("['%s','pin','','t',{}]", digest),
            json("['%s','pin','?','t',5]", digest),
            json("['%s','pin','','e',5]", digest),
            json("['%s',null,'',5]", digest))) {
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      refused(Base64.getUrlEncoder().encodeToString(bytes), query);
    }
    refused("%%%", query);
  }

  private Filter brand(String... values) {
    return new Filter.Terms(products.require("brand"), Set.of(values));
  }

  private void refused(String cursor, Query of) {
    assertThatThrownBy(() -> SearchCursor.decode(products, of, cursor))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("cursor: ");
  }
}
