package dev.tidegate.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.replay.LinePlan.Adjustment;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinePlanTest {

  @Test
  void aSaleTakesFromStock() {
    assertThat(plan(6, 255L, 10, 255L)).isEqualTo(new LinePlan(null, new Adjustment(-6, 6)));
  }

  @Test
  void aReturnGivesBack() {
    assertThat(plan(-6, 255L, 10, 255L)).isEqualTo(new LinePlan(null, new Adjustment(6, -6)));
  }

  @Test
  void soldDoesNotGoBelowZero() {
    assertThat(plan(-6, 255L, 4, 255L)).isEqualTo(new LinePlan(null, new Adjustment(6, -4)));
    assertThat(plan(-6, 255L, 0, 255L)).isEqualTo(new LinePlan(null, new Adjustment(6, 0)));
  }

  @Test
  void aQuantityOfZeroMovesNothingButThePrice() {
    assertThat(plan(0, 255L, 4, 255L)).isEqualTo(new LinePlan(null, null));
    assertThat(plan(0, 300L, 4, 255L)).isEqualTo(new LinePlan(300L, null));
  }

  @Test
  void onlyAnotherPriceIsSet() {
    assertThat(plan(1, 300L, 0, 255L).newPence()).isEqualTo(300);
    assertThat(plan(1, 300L, 0, 300L).newPence()).isNull();
    assertThat(plan(1, 300L, 0, null).newPence()).isEqualTo(300);
    assertThat(plan(1, null, 0, 300L).newPence()).isNull();
    assertThat(plan(1, null, 0, null).newPence()).isNull();
  }

  private static LinePlan plan(
      long quantity, @Nullable Long pence, long sold, @Nullable Long known) {
    LocalDateTime time = LocalDateTime.of(2010, 12, 1, 8, 26);
    return LinePlan.of(
        new OrderLine(2, "A", "A", quantity, time, pence), new ProductState(sold, known));
  }
}
