package dev.tidegate.searchcache;

import dev.tidegate.feed.FeedStatus;
import dev.tidegate.search.RecentWrites;
import java.time.Duration;

/** Rules for the reuse of a cached result. For any thread. */
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
   * Creates rules.
   *
   * @param refresh time for which an indexed change may remain unfindable
   * @param maxAge of an unaltered result
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

  /** Returns whether a result requested then is too old, independent of changes. */
  boolean isOld(long asked, long now) {
    return now - asked > maxAgeNanos;
  }

  /** Returns whether a result requested then is equal to one of the index now, or as good. */
  boolean holds(long asked, Dependencies on, long now) {
    long age = now - asked;
    if (age > maxAgeNanos) {
      return false;
    }
    return age <= refreshNanos / FRACTION || (isSettled(on, asked) && feed.isFollowing(MAX_LAG));
  }

  /** Returns whether every observed change could be found at the time of the request. */
  private boolean isSettled(Dependencies on, long asked) {
    long since = changes.settledSince(on);
    return since != FieldLedger.UNSETTLED && asked - since >= findableNanos;
  }
}
