package dev.tidegate.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.exchange.ByteBudget.Lease;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Who gets bytes, and who waits for them. */
class ByteBudgetTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final int LARGE = 400_000;

  private final Context context = VERTX.getOrCreateContext();
  private final ByteBudget budget = new ByteBudget("bytes", 1_000_000);

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
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
    large.toCompletionStage().toCompletableFuture().join();
    assertThat(alsoLarge.isComplete()).isFalse();
    second.close();
    alsoLarge.toCompletionStage().toCompletableFuture().join();
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
    budget.lease().grow(context, LARGE).toCompletionStage().toCompletableFuture().join();
    assertThat(cut).isTrue();
  }
}
