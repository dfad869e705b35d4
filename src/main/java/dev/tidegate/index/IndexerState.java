package dev.tidegate.index;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * State of the index over all shards.
 *
 * @param backlog documents that wait to be indexed
 * @param lag age of the oldest waiting change
 * @param refused documents that the index rejected
 * @param indexed documents that this gateway has indexed or removed since it started
 * @param lastError cause of the last failure, for the log; {@code null} if the last attempt
 *     succeeded
 * @param failing time since the last success; zero if the last attempt succeeded
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
