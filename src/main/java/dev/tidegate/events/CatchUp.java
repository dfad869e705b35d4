package dev.tidegate.events;

import dev.tidegate.feed.LogEntry;
import dev.tidegate.feed.LogSlice;
import dev.tidegate.model.Change;
import dev.tidegate.model.Position;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reading of the log from the position of one stream to its goal, a slice at a time, each after the
 * client has received the one before. Each log entry proves that no entry before it is missing.
 */
final class CatchUp implements LogReads.Reader {
  private static final Logger log = LoggerFactory.getLogger(CatchUp.class);

  private final LogReads reads;
  private final EventEncoder encoder;
  private final Target target;
  private final Position goal;
  private Position at;
  private boolean busy;
  private boolean cancelled;

  /** Receiver of what is read. */
  interface Target {

    /** Returns whether the client does not take what was sent. */
    boolean isBlocked();

    void receive(List<EventBatch> batches);

    /** Notifies that the goal is reached. */
    void caughtUp(Position at);

    /** Notifies that the log no longer contains all changes. */
    void trimmed();
  }

  /**
   * Creates a reading; {@link #step} starts it.
   *
   * @param goal up to where to read
   */
  CatchUp(LogReads reads, EventEncoder encoder, Target target, Position from, Position goal) {
    this.reads = reads;
    this.encoder = encoder;
    this.target = target;
    this.at = from;
    this.goal = goal;
  }

  @Override
  public Position position() {
    return at;
  }

  void cancel() {
    cancelled = true;
  }

  /** Continues unless a read is active. To be called when the client can receive more. */
  void step() {
    if (busy || cancelled) {
      return;
    }
    if (at.covers(goal)) {
      cancelled = true;
      target.caughtUp(at);
    } else if (isWanted()) {
      busy = true;
      reads.request(this);
    }
  }

  @Override
  public boolean isWanted() {
    return !cancelled && !target.isBlocked();
  }

  @Override
  public void dropped() {
    busy = false;
  }

  /** A failure ends the stream, which would otherwise continue with a gap. */
  @Override
  public void read(LogSlice slice) {
    busy = false;
    try {
      process(slice);
    } catch (RuntimeException e) {
      log.error("Log slice not streamed from={}", at, e);
      target.trimmed();
    }
  }

  private void process(LogSlice slice) {
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
        target.trimmed();
        return;
      }
      revs[entry.shard()] = entry.rev();
      Change change = entry.change();
      if (change != null && encoder.changes().matches(change)) {
        Position position = new Position(at.epoch(), revs);
        events.add(encoder.changes().event(change, entry.shard(), position));
      }
    }
    if (misses(slice, revs)) {
      target.trimmed();
      return;
    }
    at = new Position(at.epoch(), revs);
    target.receive(encoder.batches(before, events));
    if (events.isEmpty()) {
      step();
    }
  }

  /** Returns whether a shard ended before the goal, which it had reached. */
  private boolean misses(LogSlice slice, long[] revs) {
    for (int shard = 0; shard < revs.length; shard++) {
      if (revs[shard] < goal.rev(shard) && !slice.unfinished().contains(shard)) {
        return true;
      }
    }
    return false;
  }
}
