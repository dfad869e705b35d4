package dev.tidegate.feed;

import dev.tidegate.model.Change;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a shard's log.
 *
 * @param previousRev the shard's revision before it: that of the entry before
 * @param change {@code null} where the document's collection is not configured here
 */
public record LogEntry(int shard, long rev, long previousRev, @Nullable Change change) {}
