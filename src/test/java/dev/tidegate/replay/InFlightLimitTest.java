package dev.tidegate.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InFlightLimitTest {
  private final InFlightLimit window = new InFlightLimit(2);

  @Test
  void letsInAsManyAsItHasRoomFor() throws Exception {
    assertThat(window.enter()).isTrue();
    assertThat(window.enter()).isTrue();
    CompletableFuture<Boolean> third = inBackground(window::enter);
    assertThat(third).isNotDone();
    window.leave();
    assertThat(third.get()).isTrue();
  }

  @Test
  void closingEndsAllWaiting() throws Exception {
    window.enter();
    window.enter();
    CompletableFuture<Boolean> entering = inBackground(window::enter);
    CompletableFuture<Boolean> draining = inBackground(window::awaitEmptyOrClosed);
    CompletableFuture<Boolean> pausing =
        inBackground(() -> window.pauseUntil(System.nanoTime() + TimeUnit.HOURS.toNanos(1)));
    window.close();
    assertThat(entering.get()).isFalse();
    assertThat(draining.get()).isFalse();
    assertThat(pausing.get()).isFalse();
  }

  @Test
  void tellsWhenAllHaveLeft() throws Exception {
    window.enter();
    CompletableFuture<Boolean> draining = inBackground(window::awaitEmptyOrClosed);
    assertThat(draining).isNotDone();
    window.leave();
    assertThat(draining.get()).isTrue();
  }

  @FunctionalInterface
  private interface Waiting {
    boolean ask() throws InterruptedException;
  }

  private static CompletableFuture<Boolean> inBackground(Waiting waiting) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return waiting.ask();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> new Thread(task, "waiting").start());
  }
}
