package dev.tidegate.match;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Values;
import dev.tidegate.testing.Schemas;
import dev.tidegate.text.IcuTextAnalyzer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownWordsTest {
  private static final Collection ITEMS = Schemas.products("items");

  private final KnownWords known = new KnownWords(new IcuTextAnalyzer(), 1_500);

  @Test
  void areFoundOnceForAsLongAsTheTextIsTheSame() {
    DocumentWords words = words("p1", "green tea", "100");
    assertThat(words.fields().getFirst().all())
        .containsExactlyInAnyOrder("green", "tea", "+greentea");
    assertThat(words("p1", "green tea", "90")).isSameAs(words);
    assertThat(words("p2", "green tea", "100")).isNotSameAs(words);
    assertThat(words("p1", "black tea", "90").fields().getFirst().all()).contains("black");
  }

  @Test
  void ofTheDocumentsLookedAtLast() {
    DocumentWords first = words("p1", "green tea", "1");
    DocumentWords second = words("p2", "black tea", "1");
    assertThat(words("p1", "green tea", "2")).isSameAs(first);
    words("p3", "white tea", "1");
    assertThat(words("p1", "green tea", "3")).isSameAs(first);
    assertThat(words("p2", "black tea", "2")).isNotSameAs(second);
  }

  private DocumentWords words(String id, String name, String price) {
    Values values =
        Values.of(
            ITEMS,
            Map.of("name", ('"' + name + '"').getBytes(UTF_8), "price", price.getBytes(UTF_8)));
    DocumentState state = new DocumentState(new DocumentKey("items", id), 1, values);
    return new Candidate(ITEMS, state, known).words();
  }
}
