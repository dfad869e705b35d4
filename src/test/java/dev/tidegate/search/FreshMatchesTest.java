package dev.tidegate.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Filter;
import dev.tidegate.model.Query;
import dev.tidegate.model.SortOrder;
import dev.tidegate.model.Values;
import dev.tidegate.search.FreshWrites.Candidates;
import dev.tidegate.testing.Schemas;
import dev.tidegate.text.IcuTextAnalyzer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FreshMatchesTest {
  private static final Collection ITEMS = Schemas.products("items");
  private static final Field PRICE = ITEMS.require("price");

  private final Map<String, Long> written = new HashMap<>();
  private final List<FieldSet> asked = new ArrayList<>();
  private final FreshMatches matches =
      new FreshMatches(
          (collection, fields) -> {
            asked.add(fields);
            return written;
          },
          new IcuTextAnalyzer());

  @Test
  void looksAtEachWriteOnceForAsLongAsItDoesNotMatch() {
    written.put("dear", 5L);
    written.put("cheap", 6L);
    Candidates first = upTo(100);
    assertThat(first.ids()).containsExactlyInAnyOrder("dear", "cheap");
    assertThat(first.isKnownNotToMatch("dear")).isFalse();
    assertThat(first.matching(List.of(state("dear", 5, 500), state("cheap", 6, 50))))
        .containsExactly(state("cheap", 6, 50));

    assertThat(upTo(100).isKnownNotToMatch("dear")).isTrue();
    assertThat(upTo(100).isKnownNotToMatch("cheap")).isFalse();
    assertThat(upTo(90).isKnownNotToMatch("dear")).isFalse();

    written.put("dear", 7L);
    assertThat(upTo(100).isKnownNotToMatch("dear")).isFalse();
    assertThat(upTo(100).matching(List.of(state("dear", 7, 5)))).hasSize(1);
    assertThat(upTo(100).isKnownNotToMatch("dear")).isFalse();
  }

  @Test
  void doesNotTakeAStateFromBeforeTheWriteForIt() {
    written.put("p", 5L);
    assertThat(upTo(100).matching(List.of(state("p", 4, 500)))).isEmpty();
    assertThat(upTo(100).isKnownNotToMatch("p")).isFalse();
  }

  @Test
  void asksForWritesOfTheFieldsThatDecide() {
    upTo(100);
    assertThat(asked).containsExactly(FieldSet.of(PRICE.ordinal()));
  }

  @Test
  void groupsDependOnTheirFieldAndOnTheOrder() {
    Field brand = ITEMS.require("brand");
    matches.of(ITEMS, new Query(null, List.of(), List.of(new SortOrder(PRICE, true)), brand));
    assertThat(asked).containsExactly(FieldSet.of(PRICE.ordinal(), brand.ordinal()));
  }

  private Candidates upTo(long price) {
    Filter cheap = new Filter.Range(PRICE, null, new Filter.Bound(price, true));
    return matches.of(ITEMS, new Query(null, List.of(cheap), List.of()));
  }

  private static DocumentState state(String id, long rev, long price) {
    byte[] raw = Long.toString(price).getBytes(UTF_8);
    return new DocumentState(
        new DocumentKey("items", id), rev, Values.of(ITEMS, Map.of("price", raw)));
  }
}
