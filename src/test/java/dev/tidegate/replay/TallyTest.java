package dev.tidegate.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTest {
  private final Tally tally = new Tally();

  @Test
  void linesAddUp() {
    for (int i = 0; i < 5; i++) {
      tally.sent(0);
    }
    tally.malformed(9, "blank");
    tally.done(2, new LineResult.Applied());
    tally.done(3, new LineResult.Ignored());
    tally.done(4, new LineResult.RefusedForStock());
    tally.done(5, new LineResult.Failed("400"));
    assertThat(tally.counts().lines()).isEqualTo(new Counts.Lines(6, 1, 1, 1, 2, 1));
    assertThat(tally.counts().firstErrors())
        .containsExactly(new LineError(9, "blank"), new LineError(5, "400"));
  }

  @Test
  void keepsTheFirstErrorsOnly() {
    for (int i = 0; i < 100; i++) {
      tally.malformed(i, "blank");
    }
    assertThat(tally.counts().lines().errors()).isEqualTo(100);
    assertThat(tally.counts().firstErrors()).hasSize(20);
  }

  @Test
  void tellsHowFarBehindItIsAndWas() {
    tally.sent(3_000_000);
    tally.sent(-5);
    assertThat(tally.counts().behind()).isEqualTo(new Counts.Behind(0, 3));
  }
}
