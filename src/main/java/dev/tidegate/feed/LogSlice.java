package dev.tidegate.feed;

import java.util.List;
import java.util.Set;

/**
 * What a reading of the log found.
 *
 * @param entries each shard's in order
 * @param unfinished the shards that held more than is here
 */
public record LogSlice(List<LogEntry> entries, Set<Integer> unfinished) {}
