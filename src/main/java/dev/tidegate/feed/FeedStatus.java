package dev.tidegate.feed;

import dev.tidegate.model.Position;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** How far the feed is, for whoever asks on whichever thread. */
public final class FeedStatus {
  private final InstantSource clock;
  private volatile @Nullable Position position;
  private volatile long confirmedAt;

  public FeedStatus(InstantSource clock) {
    this.clock = clock;
    this.confirmedAt = clock.millis();
  }

  /** The place in the log that was reached; {@code null} before the feed's start. */
  public @Nullable Position position() {
    return position;
  }

  /** Milliseconds since the log was last known to hold nothing beyond the position. */
  public long lagMillis() {
    return Math.max(0, clock.millis() - confirmedAt);
  }

  void reached(Position reached) {
    position = reached;
  }

  void confirmed() {
    confirmedAt = clock.millis();
  }

  void confirmedUpTo(Instant time) {
    confirmedAt = Math.max(confirmedAt, time.toEpochMilli());
  }
}
