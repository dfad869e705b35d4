package dev.tidegate.feed;

import java.util.List;

/**
 * What a reading of the log found.
 *
 * @param entries each shard's in order
 * @param complete whether there was no more at that moment
 */
public record LogSlice(List<LogEntry> entries, boolean complete) {}
