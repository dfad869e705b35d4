package dev.tidegate.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  @ParameterizedTest
  @CsvSource({
    "cup,cups",
    "umbrella,umbrela",
    "christmas,chrsitmas",
    "tea,tae",
    "tea,tea",
    "moroccan,maroccon"
  })
  void forgivesByLength(String word, String typed) {
    assertThat(Spelling.mayBe(word, typed)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"to,ta", "light,night", "cups,cap", "umbrella,umrelo", "tea,''", "'',tea"})
  void forgivesNoMore(String word, String typed) {
    assertThat(Spelling.mayBe(word, typed)).isFalse();
  }

  @Test
  void forgivesABeginningToo() {
    assertThat(Spelling.mayBegin("umbrella", "unbr")).isTrue();
    assertThat(Spelling.mayBegin("christmas", "chrsit")).isTrue();
    assertThat(Spelling.mayBegin("umbrella", "um")).isTrue();
    assertThat(Spelling.mayBegin("umbrella", "ul")).isFalse();
  }
}
