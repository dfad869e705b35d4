package dev.tidegate.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Filter;
import dev.tidegate.model.Query;
import dev.tidegate.model.Values;
import dev.tidegate.search.Schemas;
import dev.tidegate.search.TextAnalyzer;
import dev.tidegate.text.LuceneTextAnalyzer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * While the index is asked a change of any field concerns a query: it takes the mark of an earlier
 * change, of the price perhaps, which the index still lacks.
 */
class UnsettledQueryTest {
  private static final Collection ITEMS = Schemas.products("items");
  private static final Field PRICE = ITEMS.require("price");
  private static final TextAnalyzer ANALYZER = new LuceneTextAnalyzer();
  private static final FieldSet OF_NO_MATTER = FieldSet.of(ITEMS.require("rating").ordinal());

  private final CollectionQueries queries = new CollectionQueries(ITEMS, ANALYZER);
  private final StandingQuery query = query();

  private StandingQuery query() {
    Filter cheap = new Filter.Range(PRICE, null, new Filter.Bound(100, true));
    Query wanted = new Query(null, List.of(cheap), List.of());
    StandingQuery made =
        new StandingQuery(
            QueryKey.of(ITEMS, wanted, 10), ITEMS, wanted, queries.members(), ANALYZER);
    queries.add(made);
    return made;
  }

  @Test
  void changesOfOtherFieldsAreHeldAgainstItTheMoreSo() {
    assertThat(queries.concerns(OF_NO_MATTER, ITEMS.allFields())).isFalse();
    assertThat(considered()).isEmpty();

    queries.unsettled(query);
    assertThat(queries.concerns(OF_NO_MATTER, ITEMS.allFields())).isTrue();
    assertThat(considered()).containsExactly(query);
    assertThat(query.membership().window().ids()).containsExactly("p1");

    queries.settled(query);
    assertThat(queries.concerns(OF_NO_MATTER, ITEMS.allFields())).isFalse();
  }

  private List<StandingQuery> considered() {
    byte[] price = "50".getBytes(StandardCharsets.US_ASCII);
    DocumentState document =
        new DocumentState(
            new DocumentKey("items", "p1"), 2, Values.of(ITEMS, Map.of("price", price)));
    List<StandingQuery> changed = new ArrayList<>();
    queries.consider(document, OF_NO_MATTER, changed::add);
    return changed;
  }
}
