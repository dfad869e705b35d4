package dev.tidegate.replay;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * Summary of a replay.
 *
 * @param ended {@code complete}, {@code interrupted}, or the cause of giving up
 */
@JsonNaming(SnakeCaseStrategy.class)
record Summary(
    String file,
    String target,
    String run,
    String speed,
    String ended,
    double seconds,
    Counts counts) {
  static final String COMPLETE = "complete";
  static final String INTERRUPTED = "interrupted";

  boolean complete() {
    return ended.equals(COMPLETE);
  }

  long linesPerSecond() {
    return seconds > 0 ? Math.round(counts.lines().read() / seconds) : 0;
  }
}
