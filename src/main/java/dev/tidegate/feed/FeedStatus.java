package dev.tidegate.feed;

import dev.tidegate.model.Position;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Progress of the feed. For any thread. */
public final class FeedStatus {
  private final InstantSource clock;
  private volatile @Nullable Position position;
  private volatile long confirmedAt;
  private volatile boolean interrupted;

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

  /** Returns whether reading the log works, and is not further behind than this. */
  public boolean isFollowing(Duration maxLag) {
    return !interrupted && lagMillis() <= maxLag.toMillis();
  }

  /** The log can't be read, or it is not known whether it is still the same. */
  void interrupted() {
    interrupted = true;
  }

  void reached(Position reached) {
    position = reached;
  }

  void confirmed() {
    confirmedAt = clock.millis();
    interrupted = false;
  }

  void confirmedUpTo(Instant time) {
    interrupted = false;
    confirmedAt = Math.max(confirmedAt, time.toEpochMilli());
  }
}
