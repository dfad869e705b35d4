package dev.tidegate.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.exchange.ByteBudget.Lease;
import dev.tidegate.testing.Futures;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Leases that are granted, and leases that wait. */
@ExtendWith(VertxExtension.class)
class ByteBudgetTest {
  private static final int LARGE = 400_000;

  private final ByteBudget budget = new ByteBudget("bytes", 1_000_000);
  private final Context context;

  ByteBudgetTest(Vertx vertx) {
    context = vertx.getOrCreateContext();
  }

  @Test
  void largeLeasesLeaveAQuarterToSmallOnes() {
    assertThat(budget.lease().tryGrow(LARGE)).isTrue();
    assertThat(budget.lease().tryGrow(LARGE)).isFalse();
    assertThat(budget.lease().tryGrow(ByteBudget.SMALL)).isTrue();
    assertThat(budget.used()).isEqualTo(LARGE + ByteBudget.SMALL);
  }

  @Test
  void whoWaitsIsServedInOrderWhenBytesComeBack() {
    Lease first = budget.lease();
    first.force(700_000);
    Lease second = budget.lease();
    Lease third = budget.lease();
    Future<Void> large = second.grow(context, LARGE);
    Future<Void> alsoLarge = third.grow(context, LARGE);
    first.shrink(100_000);
    assertThat(large.isComplete()).isFalse();
    first.close();
    Futures.await(large);
    assertThat(alsoLarge.isComplete()).isFalse();
    second.close();
    Futures.await(alsoLarge);
    third.close();
    assertThat(budget.used()).isZero();
  }

  @Test
  void anAmountAboveTheCapacityIsServedAlone() {
    Lease lease = budget.lease();
    assertThat(lease.tryGrow(5_000_000)).isTrue();
    assertThat(budget.lease().tryGrow(1)).isFalse();
    lease.close();
    lease.force(1);
    assertThat(budget.used()).isZero();
  }

  @Test
  void aClientThatReadsNothingIsCutOnlyIfOthersWait() {
    AtomicBoolean cut = new AtomicBoolean();
    Lease stalled = budget.lease();
    stalled.force(900_000);
    stalled.stalled(
        context,
        () -> {
          cut.set(true);
          stalled.close();
        });
    Futures.await(budget.lease().grow(context, LARGE));
    assertThat(cut).isTrue();
  }
}
