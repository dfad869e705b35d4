package dev.tidegate.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SynonymParserTest {
  private static final Collection THINGS =
      new Collection(
          "things",
          "",
          List.of(
              new Field(0, "name", FieldType.TEXT, false, false, true, false, false, null, null)));

  private final List<String> mistakes = new ArrayList<>();

  @Test
  void findsEachByTheOthers() {
    String file = "# furniture\n\nsofa, Couch, day bed\n";
    assertThat(isIn("couch ", "a sofa", file)).isTrue();
    assertThat(isIn("sofa ", "COUCH", file)).isTrue();
    assertThat(isIn("sofa ", "day bed", file)).isTrue();
    assertThat(isIn("day bed ", "sofa", file)).isTrue();
    assertThat(isIn("sofa ", "bed for a day", file)).isFalse();
    assertThat(isIn("couch ", "sofa", "")).isFalse();
  }

  @Test
  void replacesTheLeftSide() {
    String file = "cell phone => mobile, handset";
    assertThat(isIn("cell phone ", "mobile", file)).isTrue();
    assertThat(isIn("cell phone ", "handset", file)).isTrue();
    assertThat(isIn("cell phone ", "cell phone", file)).isFalse();
    assertThat(isIn("mobile ", "cell phone", file)).isFalse();
    assertThat(isIn("cell ", "cell", file)).isTrue();
    assertThat(isIn("tv ", "tv", "tv => tv, television")).isTrue();
    assertThat(isIn("tv ", "television", "tv => tv, television")).isTrue();
  }

  @Test
  void joinsRulesForTheSameWords() {
    assertThat(isIn("tv ", "telly", "tv, television\ntv, telly")).isTrue();
    assertThat(isIn("big tv ", "large telly", "tv, telly\nbig, large")).isTrue();
  }

  @Test
  void escapesSigns() {
    assertThat(isIn("a b ", "one two", "a\\,b => one two")).isTrue();
    assertThat(mistakes).isEmpty();
  }

  @Test
  void namesTheLineOfAMistake() {
    String file = "sofa, couch\nalone\na => b => c\n!, ?\n" + "w ".repeat(9) + ", x";
    SynonymParser.parse(file, new IcuTextAnalyzer(), mistakes);
    assertThat(mistakes)
        .anyMatch(mistake -> mistake.startsWith("Line 2: Nothing to replace."))
        .anyMatch(mistake -> mistake.startsWith("Line 3: More than one =>."))
        .anyMatch(mistake -> mistake.startsWith("Line 4: \"!\" has no word."))
        .anyMatch(mistake -> mistake.startsWith("Line 5: ") && mistake.contains("at most 8"));
  }

  @Test
  void boundsTheRules() {
    SynonymParser.parse("a, b\n".repeat(10_001), new IcuTextAnalyzer(), mistakes);
    assertThat(mistakes).containsExactly("10,001 rules. Use at most 10,000.");
  }

  private boolean isIn(String query, String name, String file) {
    Synonyms synonyms = SynonymParser.parse(file, new IcuTextAnalyzer(), mistakes);
    TextAnalyzer analyzer = new IcuTextAnalyzer(collection -> synonyms);
    FieldTerms terms = FieldTerms.of(THINGS, THINGS.field(0), List.of(name), analyzer);
    Set<WantedWord> lacking =
        new java.util.LinkedHashSet<>(QueryWords.of(TextQuery.parse(query), THINGS, analyzer));
    lacking.removeIf(word -> word.isIn(terms));
    return lacking.isEmpty();
  }
}
