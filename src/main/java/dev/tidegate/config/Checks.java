package dev.tidegate.config;

import java.time.Duration;

/** Bounds for the records' constructors. */
final class Checks {
  private Checks() {}

  static void inRange(String key, long given, long min, long max) {
    if (given < min || given > max) {
      throw new IllegalArgumentException(
          key + ": must be " + min + " to " + max + ", not " + given);
    }
  }

  static void inRange(String key, Duration given, Duration min, Duration max) {
    if (given.compareTo(min) < 0 || given.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          key
              + ": must be "
              + Durations.text(min)
              + " to "
              + Durations.text(max)
              + ", not "
              + Durations.text(given));
    }
  }
}
