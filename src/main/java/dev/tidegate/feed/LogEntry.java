package dev.tidegate.feed;

import dev.tidegate.model.Change;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a shard's log.
 *
 * @param previousRev the shard's revision before it: that of the entry before
 * @param change {@code null} where the document's collection is not configured here
 * @param readable whether the entry could be decoded; if not, documents changed that it can't name,
 *     and {@code previousRev} is not known
 */
public record LogEntry(
    int shard, long rev, long previousRev, @Nullable Change change, boolean readable) {

  public LogEntry(int shard, long rev, long previousRev, @Nullable Change change) {
    this(shard, rev, previousRev, change, true);
  }

  /** Returns an entry of which only the place in the log is known. */
  public static LogEntry unreadable(int shard, long rev) {
    return new LogEntry(shard, rev, 0, null, false);
  }
}
