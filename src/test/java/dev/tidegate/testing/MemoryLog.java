package dev.tidegate.testing;

import dev.tidegate.feed.ChangeLog;
import dev.tidegate.feed.LogEntry;
import dev.tidegate.feed.LogSlice;
import dev.tidegate.model.Change;
import dev.tidegate.model.Position;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Log of one shard in memory, with one change for each entry. */
public final class MemoryLog implements ChangeLog {
  private final List<LogEntry> entries = new ArrayList<>();
  private final String epoch;
  private final int sliceEntries;
  private long rev;
  private boolean failing;

  /**
   * Creates a log.
   *
   * @param rev of its start
   * @param sliceEntries maximum entries of a slice
   */
  public MemoryLog(String epoch, long rev, int sliceEntries) {
    this.epoch = epoch;
    this.rev = rev;
    this.sliceEntries = sliceEntries;
  }

  public void add(Change change) {
    entries.add(new LogEntry(0, change.rev(), rev, change));
    rev = change.rev();
  }

  /** Removes the first entry. */
  public void trim() {
    entries.removeFirst();
  }

  /** Lets all reads fail, or not. */
  public void failing(boolean now) {
    failing = now;
  }

  @Override
  public Future<Position> tip() {
    return failing
        ? Future.failedFuture("log unavailable")
        : Future.succeededFuture(new Position(epoch, rev));
  }

  @Override
  public Future<Void> renewEpoch(String next) {
    return Future.failedFuture("not supported");
  }

  @Override
  public Future<LogSlice> readAfter(Position position, int maxBytes) {
    if (failing) {
      return Future.failedFuture("log unavailable");
    }
    List<LogEntry> after = entries.stream().filter(entry -> entry.rev() > position.rev(0)).toList();
    List<LogEntry> slice = after.subList(0, Math.min(sliceEntries, after.size()));
    Set<Integer> unfinished = slice.size() < after.size() ? Set.of(0) : Set.of();
    return Future.succeededFuture(new LogSlice(slice, unfinished, slice.size()));
  }

  @Override
  public Future<LogSlice> awaitAfter(Position position, int maxBytes, Duration patience) {
    return readAfter(position, maxBytes);
  }
}
