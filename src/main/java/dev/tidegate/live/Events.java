package dev.tidegate.live;

import dev.tidegate.events.EventBatch;
import dev.tidegate.events.EventEncoder;
import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.feed.ChangeLog;
import dev.tidegate.model.Position;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The {@code every} streams of one event loop. */
public final class Events {
  /** Of events that are held for streams that catch up. */
  private static final long MAX_HELD = 32 << 20;

  private final Vertx vertx;
  private final LogReads reads;
  private final Map<EventEncoder, Group> groups = new HashMap<>();
  private long held;

  /**
   * @param log for what streams have missed; read without waiting
   */
  Events(Vertx vertx, ChangeLog log) {
    this.vertx = vertx;
    this.reads = new LogReads(log);
  }

  Vertx vertx() {
    return vertx;
  }

  LogReads reads() {
    return reads;
  }

  /** Tells whether so many more bytes may be held for a stream; they are to be released later. */
  boolean hold(long bytes) {
    boolean room = held + bytes <= MAX_HELD;
    held += room ? bytes : 0;
    return room;
  }

  void release(long bytes) {
    held -= bytes;
  }

  void add(EventStream stream) {
    groups.computeIfAbsent(stream.encoder(), Group::new).add(stream);
  }

  void remove(EventStream stream) {
    Group group = groups.get(stream.encoder());
    if (group != null && group.remove(stream)) {
      groups.remove(stream.encoder());
    }
  }

  void dispatch(ChangeBatch batch) {
    groups.values().forEach(group -> group.deliver(batch));
  }

  /** Batches go on after {@code reached}; what lies between is to be found in the log, or lost. */
  void gap(Position before, Position reached) {
    for (Group group : groups.values()) {
      List.copyOf(group.streams()).forEach(stream -> stream.gap(before, reached));
    }
  }

  /** The streams that receive the same bytes: same subscription id, collection, and fields. */
  private static final class Group {
    private final EventEncoder encoder;
    private final Set<EventStream> streams = new LinkedHashSet<>(2);

    Group(EventEncoder encoder) {
      this.encoder = encoder;
    }

    void add(EventStream stream) {
      streams.add(stream);
    }

    /** Removes a stream; returns whether the group is empty now. */
    boolean remove(EventStream stream) {
      streams.remove(stream);
      return streams.isEmpty();
    }

    Set<EventStream> streams() {
      return streams;
    }

    void deliver(ChangeBatch batch) {
      List<EventBatch> events = encoder.batches(batch);
      streams.forEach(stream -> stream.offer(events));
    }
  }
}
