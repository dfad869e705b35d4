package dev.tidegate.feed;

import java.util.List;
import java.util.Set;

/**
 * The entries that one read of the log returned.
 *
 * @param entries in the order of each shard's log
 * @param unfinished the shards that may have more entries than these
 * @param bytes the size of the entries in the log
 */
public record LogSlice(List<LogEntry> entries, Set<Integer> unfinished, long bytes) {

  /** Returns the entries behind this one. */
  LogSlice after(LogEntry entry) {
    int next = entries.indexOf(entry) + 1;
    return new LogSlice(entries.subList(next, entries.size()), unfinished, bytes);
  }
}
