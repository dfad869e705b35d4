package dev.tidegate.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Language;
import dev.tidegate.model.Ranking;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IcuTextAnalyzerTest {
  private final TextAnalyzer analyzer = new IcuTextAnalyzer();

  @Test
  void looksThroughCaseAndAccents() {
    assertThat(analyzer.words("Crème Brûlée")).containsExactly("creme", "brulee");
    assertThat(analyzer.words("Straße STRASSE")).containsExactly("strasse", "strasse");
    assertThat(analyzer.words("Æther Łódź")).containsExactly("aether", "lodz");
  }

  @Test
  void foldsEveryScript() {
    assertThat(analyzer.words("Άρωμα ΑΡΩΜΑ")).containsExactly("αρωμα", "αρωμα");
    assertThat(analyzer.words("Καφές ΚΑΦΕΣ")).containsExactly("καφεσ", "καφεσ");
    assertThat(Set.copyOf(analyzer.words("أحذية احذية إحذية احذيه"))).hasSize(1);
    assertThat(Set.copyOf(analyzer.words("İstanbul istanbul ISTANBUL ıstanbul"))).hasSize(1);
    assertThat(analyzer.words("cafe\u0301 café CAFE\u0301"))
        .containsExactly("cafe", "cafe", "cafe");
    assertThat(analyzer.words("ＡＢＣ １２３")).containsExactly("abc", "123");
    assertThat(analyzer.words("Ёлка ёлка")).containsExactly("елка", "елка");
  }

  @Test
  void dividesLettersFromDigitsAndAtSigns() {
    assertThat(analyzer.words("T-shirt, 3.5mm & 50%"))
        .containsExactly("t", "shirt", "3", "5", "mm", "50");
    assertThat(analyzer.words("O'Neill's L’Oréal"))
        .containsExactly("o", "neill", "s", "l", "oreal");
    assertThat(analyzer.words("node.js AB-123/4 500ml"))
        .containsExactly("node", "js", "ab", "123", "4", "500", "ml");
    assertThat(analyzer.words("1,5 l")).isEqualTo(analyzer.words("1.5l"));
  }

  @Test
  void keepsTheSignsOfShortNames() {
    assertThat(analyzer.words("C++ C# C/C++ f# A+B Notepad++"))
        .containsExactly("c++", "c#", "c", "c++", "f#", "a", "b", "notepad");
  }

  @Test
  void dividesScriptsWithoutBlanks() {
    assertThat(analyzer.words("红色连衣裙")).containsExactly("红", "色", "连", "衣", "裙");
    assertThat(analyzer.words("เสื้อยืด")).hasSizeGreaterThan(1);
    assertThat(analyzer.words("ｶﾞﾗｽ ガラス")).containsExactly("ガ", "ラ", "ス", "ガ", "ラ", "ス");
    assertThat(analyzer.words("USB充電器")).containsExactly("usb", "充", "電", "器");
    assertThat(analyzer.words("☕ mug 👩‍🍳")).containsExactly("☕", "mug", "👩‍🍳");
  }

  @Test
  void groupsThePartsOfOneWord() {
    assertThat(groups("t-shirt/mug")).containsExactly("t shirt", "mug");
    assertThat(groups("AB-123/4")).containsExactly("ab 123", "4");
    assertThat(groups("l'oreal 500ml")).containsExactly("l oreal", "500 ml");
    assertThat(groups("1,5 l 1.5l")).containsExactly("1 5", "l", "1 5 l");
    assertThat(groups("红色连衣裙")).startsWith("红 色");
    assertThat(groups("電気ケトル")).containsExactly("電 気", "ケ ト ル");
    assertThat(groups("salt&pepper")).containsExactly("salt", "pepper");
  }

  @Test
  void placesWordsInTheOriginalText() {
    String text = "L’Oréal ｶﾞﾗｽ";
    assertThat(analyzer.divide(text).stream().map(w -> text.substring(w.start(), w.end())))
        .containsExactly("L", "Oréal", "ｶﾞ", "ﾗ", "ｽ");
  }

  @Test
  void joinsLinkedWordsAndNeighbors() {
    assertThat(terms("L'Oréal")).contains("loreal");
    assertThat(terms("AB-123/4")).contains("ab1234");
    assertThat(terms("1,000 1.5l")).contains("1000", "1.5l").doesNotContain("15l");
    assertThat(terms("red bull")).contains("+redbull");
    assertThat(terms("12 24 to be")).doesNotContain("+1224", "+tobe");
  }

  @Test
  void stemsInTheDeclaredLanguage() {
    assertThat(analyzer.stem(in(Language.ENGLISH), "berries")).isEqualTo("berry");
    assertThat(analyzer.stem(in(Language.ENGLISH), "boxes")).isEqualTo("box");
    assertThat(analyzer.stem(in(Language.FRENCH), "olives"))
        .isEqualTo(analyzer.stem(in(Language.FRENCH), "olive"));
    assertThat(analyzer.stem(in(null), "berries")).isEqualTo("berries");
  }

  @Test
  void boundsLongWords() {
    assertThat(analyzer.words("x".repeat(30_000)))
        .allSatisfy(word -> assertThat(word).hasSizeLessThanOrEqualTo(100));
    assertThat(analyzer.words("\u0301".repeat(1_000))).isEmpty();
  }

  private List<String> groups(String text) {
    return analyzer.groups(text).stream()
        .map(group -> group.stream().map(Word::text).collect(Collectors.joining(" ")))
        .toList();
  }

  private List<String> terms(String text) {
    Collection items = in(null);
    return analyzer.terms(items, items.field(0), analyzer.divide(text)).stream()
        .map(Span::term)
        .toList();
  }

  private static Collection in(@Nullable Language language) {
    Field name = new Field(0, "name", FieldType.TEXT, false, false, true, false, false, null, null);
    return new Collection("items", "", List.of(name), Ranking.NONE, language, null);
  }

  @Test
  void findsNoWordsInSigns() {
    assertThat(analyzer.words("& – !")).isEmpty();
    assertThat(analyzer.words("")).isEmpty();
  }
}
