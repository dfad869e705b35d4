package dev.tidegate.live;

import dev.tidegate.events.EventEncoder;
import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.feed.ChangeLog;
import dev.tidegate.model.Position;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A loop's streams of every change. */
public final class Events {
  private final Vertx vertx;
  private final ChangeLog log;
  private final Map<EventEncoder, EventGroup> groups = new HashMap<>();

  /**
   * @param log for what streams have missed; read without waiting
   */
  Events(Vertx vertx, ChangeLog log) {
    this.vertx = vertx;
    this.log = log;
  }

  Vertx vertx() {
    return vertx;
  }

  ChangeLog log() {
    return log;
  }

  void add(EventStream stream) {
    groups.computeIfAbsent(stream.encoder(), EventGroup::new).add(stream);
  }

  void remove(EventStream stream) {
    EventGroup group = groups.get(stream.encoder());
    if (group != null && group.remove(stream)) {
      groups.remove(stream.encoder());
    }
  }

  void dispatch(ChangeBatch batch) {
    groups.values().forEach(group -> group.deliver(batch));
  }

  /** Batches go on after {@code reached}; what lies between is to be found in the log, or lost. */
  void gap(Position before, Position reached) {
    for (EventGroup group : groups.values()) {
      List.copyOf(group.streams()).forEach(stream -> stream.gap(before, reached));
    }
  }
}
