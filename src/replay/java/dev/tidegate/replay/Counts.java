package dev.tidegate.replay;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/** Counters of a replay at one time. */
@JsonNaming(SnakeCaseStrategy.class)
record Counts(Lines lines, Writes writes, Behind behind, List<LineError> firstErrors) {

  /**
   * The first is the sum of the others.
   *
   * @param unfinished sent, and no answer yet
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Lines(
      long read, long applied, long ignored, long refusedForStock, long errors, long unfinished) {}

  /**
   * Requests by what they did.
   *
   * @param productsFound were there already and are used as they were
   * @param repeated requests that were sent once more
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Writes(
      long productsCreated, long productsFound, long prices, long adjusts, long repeated) {}

  /** Milliseconds from when a line was due to when it was sent: the last one's, and the most. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Behind(long lastMs, long mostMs) {}
}
