package dev.tidegate.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextQueryTest {
  @Test
  void takesWordsPhrasesAndExclusionsApart() {
    assertThat(TextQuery.parse("green \"tea set\" -glass -\"two cups\" mug "))
        .isEqualTo(
            new TextQuery(
                List.of("green", "mug"), List.of("tea set"), List.of("glass", "two cups"), false));
  }

  @Test
  void isOpenWhileItsLastWordMayGoOn() {
    assertThat(TextQuery.parse("green te").open()).isTrue();
    assertThat(TextQuery.parse("green te ").open()).isFalse();
    assertThat(TextQuery.parse("green -te").open()).isFalse();
    assertThat(TextQuery.parse("\"green te").open()).isFalse();
  }

  @Test
  void runsAnOpenQuoteToTheEnd() {
    assertThat(TextQuery.parse("a \"b c").phrases()).containsExactly("b c");
  }

  @Test
  void keepsMinusWithinWords() {
    assertThat(TextQuery.parse("t-shirt x-").words()).containsExactly("t-shirt", "x-");
  }

  @Test
  void findsNoTermsInBlanksQuotesAndMinus() {
    assertThat(TextQuery.parse(" \u00a0\t - \"\" -\"\" ").terms()).isZero();
    assertThat(TextQuery.parse("").terms()).isZero();
  }

  @Test
  void endsAWordAtAQuote() {
    assertThat(TextQuery.parse("tea\"set of\"two"))
        .isEqualTo(new TextQuery(List.of("tea", "two"), List.of("set of"), List.of(), true));
  }
}
