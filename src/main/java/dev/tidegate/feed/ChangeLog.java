package dev.tidegate.feed;

import dev.tidegate.model.Position;
import io.vertx.core.Future;
import java.time.Duration;

/** The store's log of changes. */
public interface ChangeLog {

  /** The end of the log at this moment; its epoch tells whether the store is still the same. */
  Future<Position> tip();

  /** Gives the store another identity, unless somebody did since it had this one. */
  Future<Void> renewEpoch(String epoch);

  /**
   * What follows a position.
   *
   * @param patience how long to wait where there is nothing yet, after which the slice is empty
   */
  Future<LogSlice> readAfter(Position position, Duration patience);
}
