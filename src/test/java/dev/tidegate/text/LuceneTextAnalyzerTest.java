package dev.tidegate.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LuceneTextAnalyzerTest {
  private final TextAnalyzer analyzer = new LuceneTextAnalyzer();

  @Test
  void looksThroughCaseAndAccents() {
    assertThat(analyzer.words("Crème Brûlée")).containsExactly("creme", "brulee");
    assertThat(analyzer.words("Straße STRASSE")).containsExactly("strasse", "strasse");
    assertThat(analyzer.words("Æther Łódź")).containsExactly("aether", "lodz");
  }

  @Test
  void dividesWhereUnicodeDoes() {
    assertThat(analyzer.words("T-shirt, 3.5mm & 50%")).containsExactly("t", "shirt", "3.5mm", "50");
    assertThat(analyzer.words("红色连衣裙")).containsExactly("红", "色", "连", "衣", "裙");
    assertThat(analyzer.words("O'Neill's")).containsExactly("o'neill's");
  }

  @Test
  void findsNoWordsInSigns() {
    assertThat(analyzer.words("& – !")).isEmpty();
    assertThat(analyzer.words("")).isEmpty();
  }

  @Test
  void sortsByTheTextWithoutCaseAndAccents() {
    assertThat(analyzer.sortKey("Éclair No. 1")).isEqualTo("eclair no. 1");
    assertThat(analyzer.sortKey("ﬃ".repeat(600))).hasSize(3 * 512);
    assertThat(analyzer.sortKey("a".repeat(511) + "😀")).hasSize(511);
  }
}
