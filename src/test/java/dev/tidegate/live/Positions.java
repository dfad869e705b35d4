package dev.tidegate.live;

import dev.tidegate.model.Position;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Positions that no gateway gave. */
final class Positions {
  private Positions() {}

  /** Every shard is further on by what it would log in that time. */
  static String later(String position, Duration by) {
    Position given = Position.parse(position).orElseThrow();
    long micros = TimeUnit.MILLISECONDS.toMicros(by.toMillis());
    long[] revs = Arrays.stream(given.revs()).map(rev -> rev + micros).toArray();
    return new Position(given.epoch(), revs).toString();
  }
}
