package dev.tidegate.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Defaults and bounds for the records' constructors. */
final class Checks {
  private Checks() {}

  static <T> T orDefault(@Nullable T value, T fallback) {
    return value == null ? fallback : value;
  }

  static int inRange(String key, @Nullable Integer value, int fallback, int min, int max) {
    int given = orDefault(value, fallback);
    if (given < min || given > max) {
      throw new IllegalArgumentException(key + " must be " + min + " to " + max + ", not " + given);
    }
    return given;
  }

  static Duration inRange(
      String key, @Nullable Duration value, Duration fallback, Duration min, Duration max) {
    Duration given = orDefault(value, fallback);
    if (given.compareTo(min) < 0 || given.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          key
              + " must be "
              + Durations.text(min)
              + " to "
              + Durations.text(max)
              + ", not "
              + Durations.text(given));
    }
    return given;
  }
}
