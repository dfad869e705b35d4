package dev.tidegate.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One fault.
 *
 * @param after the pause before it
 * @param lasts duration of the outage
 * @param choice a gateway or an amount, depending on the kind
 */
record Fault(Kind kind, Duration after, Duration lasts, int choice) {
  enum Kind {
    NONE,
    REDIS_KILLED,
    CONNECTIONS_CUT,
    LOGS_TRIMMED,
    GATEWAY_RESTARTED,
    COMMANDS_PAUSED,
    REDIS_FROZEN
  }

  /** Nothing happens for that time. */
  static Fault none(Duration time) {
    return new Fault(Kind.NONE, time, Duration.ZERO, 0);
  }

  /** Every kind in random order, again and again, for at least that time. */
  static List<Fault> schedule(long seed, Duration time) {
    Random random = new Random(seed);
    List<Fault> faults = new ArrayList<>();
    Duration planned = Duration.ZERO;
    while (planned.compareTo(time) < 0) {
      List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
      kinds.remove(Kind.NONE);
      Collections.shuffle(kinds, random);
      for (Kind kind : kinds) {
        Fault fault =
            new Fault(
                kind,
                Duration.ofMillis(300 + random.nextInt(1_500)),
                Duration.ofMillis(random.nextInt(3_000)),
                random.nextInt(100));
        faults.add(fault);
        planned = planned.plus(fault.after()).plus(fault.lasts());
      }
    }
    return List.copyOf(faults);
  }
}
