package dev.tidegate.live;

import dev.tidegate.events.EventBatch;
import dev.tidegate.feed.LogEntry;
import dev.tidegate.feed.LogSlice;
import dev.tidegate.model.Change;
import dev.tidegate.model.Position;
import io.vertx.core.AsyncResult;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads for one stream what the log has between its place and where live events begin, a slice at a
 * time, each once the client has taken the one before. Each entry proves that none before it is
 * missing.
 */
final class CatchUp {
  private static final Logger log = LoggerFactory.getLogger(CatchUp.class);
  private static final long RETRY_MS = 250;

  private final Hub hub;
  private final EventStream stream;
  private final Position goal;
  private Position at;
  private boolean busy;
  private boolean cancelled;

  /**
   * @param goal up to where to read
   */
  CatchUp(Hub hub, EventStream stream, Position from, Position goal) {
    this.hub = hub;
    this.stream = stream;
    this.at = from;
    this.goal = goal;
  }

  /** Up to where the log has been read. */
  Position position() {
    return at;
  }

  void cancel() {
    cancelled = true;
  }

  /** Reads on, unless a read is under way. Called again when a client that was full is not. */
  void step() {
    if (busy || cancelled) {
      return;
    }
    if (at.covers(goal)) {
      cancelled = true;
      stream.caughtUp(at);
    } else if (isWanted()) {
      busy = true;
      hub.events().reads().request(this);
    }
  }

  /** Whether the client can take what would be read. */
  boolean isWanted() {
    return !cancelled && !stream.isBlocked();
  }

  /** The requested read was not wanted when its turn came. */
  void dropped() {
    busy = false;
  }

  /** The requested read has ended. */
  void read(AsyncResult<LogSlice> slice) {
    if (slice.succeeded()) {
      takeOrReset(slice.result());
    } else {
      hub.events().vertx().setTimer(RETRY_MS, id -> again());
    }
  }

  private void again() {
    busy = false;
    step();
  }

  /** A stream that can't go on must not look as if nothing happened. */
  private void takeOrReset(LogSlice slice) {
    busy = false;
    try {
      take(slice);
    } catch (RuntimeException e) {
      log.error("Log slice not streamed from={}", at, e);
      stream.reset("log_trimmed");
    }
  }

  private void take(LogSlice slice) {
    if (cancelled) {
      return;
    }
    Position before = at;
    long[] revs = at.revs();
    List<EventBatch.Event> events = new ArrayList<>(slice.entries().size());
    for (LogEntry entry : slice.entries()) {
      if (entry.rev() > goal.rev(entry.shard())) {
        continue;
      }
      if (!entry.readable() || entry.previousRev() != revs[entry.shard()]) {
        stream.reset("log_trimmed");
        return;
      }
      revs[entry.shard()] = entry.rev();
      Change change = entry.change();
      if (change != null && stream.encoder().changes().wants(change)) {
        Position position = new Position(at.epoch(), revs);
        events.add(stream.encoder().changes().event(change, entry.shard(), position));
      }
    }
    if (misses(slice, revs)) {
      stream.reset("log_trimmed");
      return;
    }
    at = new Position(at.epoch(), revs);
    stream.enqueue(stream.encoder().batches(before, events));
    if (events.isEmpty()) {
      step();
    }
  }

  /** Whether a shard ended before the goal, which it once held. */
  private boolean misses(LogSlice slice, long[] revs) {
    for (int shard = 0; shard < revs.length; shard++) {
      if (revs[shard] < goal.rev(shard) && !slice.unfinished().contains(shard)) {
        return true;
      }
    }
    return false;
  }
}
