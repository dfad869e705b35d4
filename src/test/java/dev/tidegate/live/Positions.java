package dev.tidegate.live;

import dev.tidegate.model.Position;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Positions that no gateway has sent. */
final class Positions {
  private Positions() {}

  /** Returns the position with the revision of every shard advanced by this duration. */
  static String later(String position, Duration by) {
    Position given = Position.parse(position).orElseThrow();
    long micros = TimeUnit.MILLISECONDS.toMicros(by.toMillis());
    long[] revs = Arrays.stream(given.revs()).map(rev -> rev + micros).toArray();
    return new Position(given.epoch(), revs).toString();
  }
}
