package dev.tidegate.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2));

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 26",
    "1, 0, 0.999, 50",
    "2, 0, 0, 51",
    "7, 0, 0, 1001",
    "100, 0, 0.999, 2000",
    "1, 1000, 0, 1001",
    "100, 5000, 0.5, 5501"
  })
  void doublesUpToTheMaximumAndHeedsTheGateway(
      int attempt, long leastMs, double random, long delayMs) {
    assertThat(backoff.delay(attempt, Duration.ofMillis(leastMs), random))
        .isEqualTo(Duration.ofMillis(delayMs));
  }
}
