package dev.tidegate.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
  private static final long[] REVS = {100, 200, 300};
  private static final long[] COUNTERS = {1, 2, 0};

  private record Session(Watch watch, long[] revs, long[] counters) implements Reconciliation.Held {
    @Override
    public long rev(int slot) {
      return revs[slot];
    }

    @Override
    public long counter(int slot) {
      return counters[slot];
    }
  }

  @Test
  void whoHoldsWhatGetAnswersLacksNothing() {
    assertThat(of(watching(false), REVS, COUNTERS)).isEqualTo(new Reconciliation(0, 0, 0, 3));
  }

  @Test
  void aMissedChangeIsLostAndItsDocumentStale() {
    assertThat(of(watching(false), new long[] {100, 150, 300}, new long[] {1, 0, 0}))
        .isEqualTo(new Reconciliation(2, 0, 1, 3));
  }

  @Test
  void theRightContentUnderAnotherRevisionIsStale() {
    assertThat(of(watching(false), new long[] {99, 200, 300}, COUNTERS))
        .isEqualTo(new Reconciliation(0, 0, 1, 3));
  }

  @Test
  void aChangeThatGetDoesNotKnowIsTold() {
    assertThat(of(watching(false), REVS, new long[] {1, 3, 0}))
        .isEqualTo(new Reconciliation(0, 1, 1, 3));
  }

  @Test
  void lossAtOneSessionIsNotMadeUpForByAnother() {
    Session behind = new Session(watching(false), REVS, new long[] {0, 2, 0});
    Session ahead = new Session(watching(false), REVS, new long[] {2, 2, 0});
    assertThat(Reconciliation.of(List.of(behind, ahead), REVS, COUNTERS))
        .isEqualTo(new Reconciliation(1, 1, 2, 6));
  }

  @Test
  void everyChangeFromNowOnSaysNothingOfWhatDidNotMove() {
    assertThat(of(watching(true), new long[] {100, 200, 0}, COUNTERS))
        .isEqualTo(new Reconciliation(0, 0, 0, 3));
    assertThat(of(watching(true), new long[] {0, 200, 0}, new long[] {0, 2, 0}))
        .isEqualTo(new Reconciliation(1, 0, 1, 3));
  }

  private static Watch watching(boolean every) {
    return new Watch("products", 0, 3, 3, every, 0);
  }

  private static Reconciliation of(Watch watch, long[] revs, long[] counters) {
    return Reconciliation.of(List.of(new Session(watch, revs, counters)), REVS, COUNTERS);
  }
}
