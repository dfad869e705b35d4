package dev.tidegate.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.model.Leniency;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryWordsTest {
  @Test
  void boundsTheWordsWithTypingErrors() {
    assertThat(maxTolerant("one two three ", Leniency.USUAL)).isEqualTo(3);
    assertThat(maxTolerant("one two three ", new Leniency(List.of(2), true))).isEqualTo(6);
    assertThat(maxTolerant("one two three ", new Leniency(List.of(2), false))).isZero();
    assertThat(maxTolerant("w ".repeat(20), Leniency.USUAL)).isEqualTo(QueryWords.MAX_TOLERANT);
  }

  private static int maxTolerant(String text, Leniency leniency) {
    return QueryWords.maxTolerant(TextQuery.of(text, leniency));
  }
}
