package dev.tidegate.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhrasesTest {
  private final TextAnalyzer analyzer = new IcuTextAnalyzer();

  @Test
  void completesWhatNamesHaveInCommon() {
    assertThat(
            phrases(
                "whi",
                "WHITE HANGING HEART T-LIGHT HOLDER",
                "LARGE WHITE HANGING  HEART",
                "WHITE METAL LANTERN"))
        .containsExactly("white", "white hanging heart");
  }

  @Test
  void goesOnFromSeveralWordsAndMisspeltOnes() {
    assertThat(
            phrases(
                "green t", "Green tea set", "Green Tea of the month", "Green glass", "Green box"))
        .containsExactly("green tea");
    assertThat(phrases("umbrl", "Umbrella stand", "Red umbrella stand"))
        .containsExactly("umbrella stand");
    assertThat(phrases("连", "红色连衣裙", "连衣裙")).containsExactly("连衣裙");
  }

  @Test
  void endsWhereTheNameIsDivided() {
    assertThat(phrases("key", "KEY FOB , SHED", "KEY FOB , SHED BLUE")).containsExactly("key fob");
    assertThat(phrases("set", "Set of cups", "Set of mugs", "Set")).isEmpty();
  }

  private List<String> phrases(String typed, String... names) {
    Phrases phrases = new Phrases(analyzer.words(typed));
    for (String name : names) {
      phrases.add(name, analyzer.divide(name));
    }
    return phrases.best(8);
  }
}
