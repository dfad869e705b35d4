package dev.tidegate.merchandising;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.text.IcuTextAnalyzer;
import dev.tidegate.text.TextAnalyzer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchWordsTest {
  private final TextAnalyzer analyzer = new IcuTextAnalyzer();

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "green tea;Green   TEA!",
        "cafe creme;CAFÉ crème ",
        "t shirt;T-Shirt",
        "tea -black;tea   -BLACK",
        "\"green tea\" cup;cup \"Green, tea\"",
      },
      delimiter = ';')
  void caseAccentsAndPunctuationMakeNoDifference(String one, String other) {
    assertThat(of(one)).isEqualTo(of(other));
  }

  @Test
  void otherWordsOrdersPhrasesAndExclusionsDo() {
    assertThat(
            List.of(
                of("green tea"),
                of("tea green"),
                of("greentea"),
                of("\"green tea\""),
                of("green \"tea\""),
                of("green -tea"),
                of("-green -tea"),
                of("-\"green tea\""),
                of("tea")))
        .doesNotHaveDuplicates();
  }

  @Test
  void signsAreNoWords() {
    assertThat(of(" & - ")).isEmpty();
  }

  private String of(String text) {
    return SearchWords.of(text, analyzer);
  }
}
