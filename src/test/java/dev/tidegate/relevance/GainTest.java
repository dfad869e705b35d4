package dev.tidegate.relevance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GainTest {
  @Test
  void isOneForTheBestOrderAndNothingForNothing() {
    assertThat(Gain.normalized(List.of(3, 1), List.of(0, 1, 3, 0))).isEqualTo(1);
    assertThat(Gain.normalized(List.of(0, 0), List.of(0, 1, 3, 0))).isZero();
    assertThat(Gain.normalized(List.of(), List.of(3))).isZero();
  }

  @Test
  void countsALaterPlaceForLess() {
    // (1/log2(2) + 7/log2(3)) / (7/log2(2) + 1/log2(3))
    assertThat(Gain.normalized(List.of(1, 3), List.of(1, 3))).isCloseTo(0.7098, within(0.0001));
  }

  @Test
  void looksAtTenOnly() {
    List<Integer> many = Collections.nCopies(12, 3);
    assertThat(Gain.normalized(many.subList(0, 10), many)).isEqualTo(1);
  }

  @Test
  void theJudgementsAreManyAndReadable() {
    assertThat(Judgements.read())
        .hasSizeGreaterThan(60)
        .allSatisfy(judged -> assertThat(judged.grades()).isNotEmpty())
        .doesNotHaveDuplicates();
  }
}
