package dev.tidegate.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class SkewTest {
  private static final int CHOICES = 200_000;

  @Test
  void withoutAnExponentAllAreChosenAlike() {
    int[] counts = counts(Skew.zipf(10, 0), 10);
    assertThat(IntStream.of(counts)).allSatisfy(n -> assertThat(n).isBetween(19_000, 21_000));
  }

  @Test
  void zipfChoosesTheFirstTwiceAsOftenAsTheSecond() {
    int[] counts = counts(Skew.zipf(1000, 1), 1000);
    assertThat((double) counts[0] / counts[1]).isCloseTo(2, Percentage.withPercentage(5));
    assertThat((double) counts[0] / counts[9]).isCloseTo(10, Percentage.withPercentage(10));
    assertThat(IntStream.of(counts).sum()).isEqualTo(CHOICES);
  }

  @Test
  void oneThingIsAlwaysChosen() {
    assertThat(counts(Skew.zipf(1, 1), 1)).containsExactly(CHOICES);
  }

  private static int[] counts(Skew skew, int n) {
    int[] counts = new int[n];
    for (int i = 0; i < CHOICES; i++) {
      counts[skew.pick(i)]++;
    }
    return counts;
  }
}
