package dev.tidegate.chaos;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Duration and seed of a run. {@code -Dtidegate.chaos.seconds=600 -Dtidegate.chaos.seed=7} repeats
 * the schedule of a long run, though not how its threads interleave.
 */
record ChaosSettings(
    long seed, Duration time, int documents, int watchers, int followers, int searchers) {

  static ChaosSettings fromProperties() {
    Long seed = Long.getLong("tidegate.chaos.seed");
    return new ChaosSettings(
        seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed,
        Duration.ofSeconds(Long.getLong("tidegate.chaos.seconds", 15)),
        2_000,
        Integer.getInteger("tidegate.chaos.clients", 200),
        5,
        30);
  }

  String repeat() {
    return "-Dtidegate.chaos.seed=%d -Dtidegate.chaos.seconds=%d".formatted(seed, time.toSeconds());
  }
}
