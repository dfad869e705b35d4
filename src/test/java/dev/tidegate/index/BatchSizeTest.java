package dev.tidegate.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchSizeTest {
  private final BatchSize batch = new BatchSize(1_000, 1_000_000);

  @Test
  void takesManySmallDocuments() {
    for (int i = 0; i < 20; i++) {
      batch.seen(100, 100 * 200);
    }
    assertThat(batch.documents()).isEqualTo(1_000);
  }

  @Test
  void takesFewLargeOnesAtOnce() {
    batch.seen(10, 10 * 400_000);
    assertThat(batch.documents()).isEqualTo(2);
    batch.seen(2, 2 * 5_000_000);
    assertThat(batch.documents()).isEqualTo(1);
  }

  @Test
  void learnsNothingFromNothing() {
    int before = batch.documents();
    batch.seen(0, 0);
    assertThat(batch.documents()).isEqualTo(before);
  }
}
