package dev.tidegate.searchcache;

import dev.tidegate.feed.FeedStatus;
import dev.tidegate.search.RecentWrites;
import java.time.Duration;

/** Tells whether an answer may be given again. Usable on any thread. */
final class Validity {
  /** The feed confirms itself about once a second: later than this something is wrong. */
  private static final Duration MAX_LAG = Duration.ofSeconds(2);

  /** Of a refresh, for which any answer is given again: it is the same until the next one. */
  private static final int FRACTION = 5;

  private final ChangeLedger changes;
  private final FeedStatus feed;
  private final long refreshNanos;
  private final long findableNanos;
  private final long maxAgeNanos;

  /**
   * @param refresh how long a change may stay unfindable once it is indexed
   * @param maxAge of an answer that nothing has altered
   */
  Validity(ChangeLedger changes, FeedStatus feed, Duration refresh, Duration maxAge) {
    this.changes = changes;
    this.feed = feed;
    this.refreshNanos = refresh.toNanos();
    this.findableNanos = RecentWrites.findableNanos(refresh);
    this.maxAgeNanos = maxAge.toNanos();
  }

  /** For how long a question under way may be joined by who asks the same. */
  long joinNanos() {
    return refreshNanos;
  }

  /** Whether the answer to what was asked then is too old, whatever happened. */
  boolean isOld(long asked, long now) {
    return now - asked > maxAgeNanos;
  }

  /** Whether the answer to what was asked then is what the index would answer now, or as good. */
  boolean holds(long asked, Dependencies on, long now) {
    long age = now - asked;
    if (age > maxAgeNanos) {
      return false;
    }
    return age <= refreshNanos / FRACTION || (isSettled(on, asked) && feed.isFollowing(MAX_LAG));
  }

  /** Whether every change heard of could be found when this was asked. */
  private boolean isSettled(Dependencies on, long asked) {
    long since = changes.settledSince(on);
    return since != FieldLedger.UNSETTLED && asked - since >= findableNanos;
  }
}
