package dev.tidegate.text;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Values;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HighlighterTest {
  private static final Collection THINGS =
      new Collection(
          "things",
          "",
          List.of(
              searched(0, "name", FieldType.TEXT, false),
              searched(1, "brand", FieldType.KEYWORD, false),
              searched(2, "tags", FieldType.KEYWORD, true)));

  private static Field searched(int ordinal, String name, FieldType type, boolean many) {
    return new Field(ordinal, name, type, many, false, true, false, false, null, null);
  }

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
  void marksWhatIsWrittenTogetherOrApart() {
    assertThat(highlight("redbull ", "Red Bull 250ml"))
        .isEqualTo("<em>Red</em> <em>Bull</em> 250ml");
    assertThat(highlight("red bull ", "Redbull can")).isEqualTo("<em>Redbull</em> can");
    assertThat(highlight("oreal ", "L’Oréal Paris")).isEqualTo("L’<em>Oréal</em> Paris");
    assertThat(highlight("loreal ", "L’Oréal Paris")).isEqualTo("<em>L</em>’<em>Oréal</em> Paris");
    assertThat(highlight("tshirt ", "T-Shirt")).isEqualTo("<em>T</em>-<em>Shirt</em>");
    assertThat(highlight("250 ml ", "Red Bull 250ml")).isEqualTo("Red Bull <em>250ml</em>");
  }

  @Test
  void marksAPhraseWhereItStandsAsOne() {
    assertThat(highlight("\"tea set\"", "Set of tea set boxes"))
        .isEqualTo("Set of <em>tea</em> <em>set</em> boxes");
    assertThat(highlight("连衣裙 ", "红色连衣裙")).isEqualTo("红色<em>连衣裙</em>");
    assertThat(highlight("t-shirt ", "T-Shirt with a T")).contains("<em>T</em>-<em>Shirt</em>");
    assertThat(highlight("t-shirt ", "tea for t")).isNull();
    assertThat(highlight("\"tshirt\"", "T-Shirt")).isEqualTo("<em>T</em>-<em>Shirt</em>");
  }

  @Test
  void marksKeywordsThatAreSearched() {
    assertThat(highlight("acme tea ", "brand", "\"Acme Inc\""))
        .containsExactly("<em>Acme</em> Inc");
    assertThat(highlight("gift ", "tags", json("['a & b','gift box']")))
        .containsExactly("a &amp; b", "<em>gift</em> box");
    assertThat(highlight("gift-box ", "tags", json("['gift box','giftbox','set']")))
        .containsExactly("<em>gift</em> <em>box</em>", "<em>giftbox</em>", "set");
    assertThat(highlight("gift-box ", "tags", json("['gift','box']"))).isEmpty();
    assertThat(highlight("\"gift box\"", "tags", json("['gift','box']"))).isEmpty();
  }

  private static @Nullable String highlight(String query, String name) {
    List<String> marked = highlight(query, "name", "\"" + name + "\"");
    return marked.isEmpty() ? null : marked.getFirst();
  }

  private static List<String> highlight(String query, String field, String json) {
    byte[] value = json.getBytes(StandardCharsets.UTF_8);
    return new Highlighter(TextQuery.parse(query), THINGS, new IcuTextAnalyzer())
        .highlight(Values.of(THINGS, Map.of(field, value)))
        .getOrDefault(field, List.of());
  }
}
