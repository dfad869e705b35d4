package dev.tidegate.livequery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.match.Candidate;
import dev.tidegate.match.KnownWords;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Query;
import dev.tidegate.model.SortOrder;
import dev.tidegate.model.Values;
import dev.tidegate.testing.Schemas;
import dev.tidegate.text.IcuTextAnalyzer;
import dev.tidegate.text.TextAnalyzer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MembershipTest {
  private static final Collection ITEMS = Schemas.products("items");
  private static final TextAnalyzer ANALYZER = new IcuTextAnalyzer();
  private static final int LIMIT = 2;

  private final Membership membership =
      new Membership(
          ITEMS,
          new Query(null, List.of(), List.of(new SortOrder(ITEMS.require("price"), false))),
          LIMIT,
          ANALYZER,
          id -> {},
          id -> {});

  /**
   * Covers a change during an index query, whose result may lack it: without the notification, a
   * displaced document is lost.
   */
  @Test
  void whateverChangedAndMatchesIsToldThoughItIsInTheWindow() {
    Set<String> matched = new HashSet<>();
    consider("first", 1_000, matched);
    assertThat(membership.window().find("first")).isNotNull();
    for (int price = 0; membership.window().find("first") != null; price++) {
      consider("better" + price, price, matched);
    }
    assertThat(matched).contains("first");
  }

  private void consider(String id, long price, Set<String> matched) {
    byte[] value = Long.toString(price).getBytes(StandardCharsets.US_ASCII);
    DocumentState state =
        new DocumentState(
            new DocumentKey("items", id), 1, Values.of(ITEMS, Map.of("price", value)));
    membership.consider(
        new Candidate(ITEMS, state, new KnownWords(ANALYZER, 1 << 20)),
        ITEMS.allFields(),
        false,
        matched::add);
  }
}
