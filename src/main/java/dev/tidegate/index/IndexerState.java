package dev.tidegate.index;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the index is doing, over all shards.
 *
 * @param backlog documents that wait to be indexed
 * @param lag for how long the one waiting longest does
 * @param refused documents that the index would not take
 * @param indexed documents indexed or removed by this gateway since it started
 * @param lastError why the last attempt failed, for the log; {@code null} if it succeeded
 * @param failing for how long no attempt has succeeded; zero if the last one did
 */
public record IndexerState(
    long backlog,
    Duration lag,
    long refused,
    long indexed,
    @Nullable String lastError,
    Duration failing) {

  static final IndexerState UNKNOWN = new IndexerState(0, Duration.ZERO, 0, 0, null, Duration.ZERO);
}
