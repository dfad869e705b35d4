package dev.tidegate.feed;

import dev.tidegate.model.Position;
import io.vertx.core.Future;
import java.time.Duration;

/** The store's log of changes. */
public interface ChangeLog {

  /** Returns the current end of the log. Its epoch identifies the content of the store. */
  Future<Position> tip();

  /** Gives the store another identity, unless somebody did since it had this one. */
  Future<Void> renewEpoch(String epoch);

  /**
   * Reads what follows a position now. A slice has a bounded size, see {@code maxBytes}; of what
   * follows it has at least one entry.
   *
   * @param maxBytes the size after which no further entry is read
   */
  Future<LogSlice> readAfter(Position position, int maxBytes);

  /**
   * Reads what follows a position, as soon as there is something.
   *
   * @param maxBytes the size after which no further entry is read, apart from the first few entries
   *     of each shard
   * @param patience how long to wait; the slice is empty after that
   */
  Future<LogSlice> awaitAfter(Position position, int maxBytes, Duration patience);
}
