package dev.tidegate.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Values;
import dev.tidegate.text.LuceneTextAnalyzer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HighlighterTest {
  private final Collection products = Schemas.products();

  @Test
  void marksWordsThroughCaseAndAccents() {
    assertThat(highlight("cafe STRASSE ", "Café in der Straße"))
        .isEqualTo("<em>Café</em> in der <em>Straße</em>");
  }

  @Test
  void marksTheBeginningsOfWhatIsStillTyped() {
    assertThat(highlight("te", "Tea set")).isEqualTo("<em>Tea</em> set");
    assertThat(highlight("te ", "Tea set")).isNull();
  }

  @Test
  void escapesTheText() {
    assertThat(highlight("b ", "<a> & b")).isEqualTo("&lt;a&gt; &amp; <em>b</em>");
  }

  @Test
  void marksPhrasesAndIdeographsButNoExclusions() {
    assertThat(highlight("\"tea set\" -cup", "a tea set, cup"))
        .isEqualTo("a <em>tea</em> <em>set</em>, cup");
    assertThat(highlight("连 ", "连衣裙")).isEqualTo("<em>连</em>衣裙");
  }

  @Test
  void marksWhatWasMeantWhereNothingIsRight() {
    assertThat(highlight("umbrela ", "Pink umbrella")).isEqualTo("Pink <em>umbrella</em>");
    assertThat(highlight("light ", "Night light, lights"))
        .isEqualTo("Night <em>light</em>, lights");
    assertThat(highlight("a5 ", "A4 paper")).isNull();
  }

  @Test
  void marksAPhraseWhereItStandsAsOne() {
    assertThat(highlight("\"tea set\"", "Set of tea set boxes"))
        .isEqualTo("Set of <em>tea</em> <em>set</em> boxes");
    assertThat(highlight("连衣裙 ", "红色连衣裙")).isEqualTo("红色<em>连衣裙</em>");
    assertThat(highlight("t-shirt ", "T-Shirt with a T")).contains("<em>T</em>-<em>Shirt</em>");
    assertThat(highlight("t-shirt ", "tea for t")).isNull();
  }

  private @Nullable String highlight(String query, String name) {
    byte[] json = ("\"" + name + "\"").getBytes(StandardCharsets.UTF_8);
    return new Highlighter(TextQuery.parse(query), new LuceneTextAnalyzer())
        .highlight(products, Values.of(products, Map.of("name", json)))
        .get("name");
  }
}
