package dev.tidegate.events;

import dev.tidegate.delivery.DeliveryClock;
import dev.tidegate.delivery.Outbox;
import dev.tidegate.delivery.Progress;
import dev.tidegate.delivery.ResumePositions;
import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.feed.ChangeLog;
import dev.tidegate.loop.EventLoop;
import dev.tidegate.model.Position;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The {@code every} streams of one event loop. */
public final class EventStreams {
  private final LogReads reads;
  private final EventLimits limits;
  private final Progress progress;
  private final ResumePositions positions;
  private final DeliveryClock deliveries;
  private final Map<EventEncoder, Group> groups = new HashMap<>();

  /**
   * Creates the streams of an event loop.
   *
   * @param log for changes that streams have missed; read without waiting
   * @param maxQueue bytes that may wait for one client
   */
  public EventStreams(
      EventLoop loop,
      ChangeLog log,
      Progress progress,
      ResumePositions positions,
      DeliveryClock deliveries,
      long maxQueue) {
    this.reads = new LogReads(loop, log);
    this.limits = new EventLimits(maxQueue);
    this.progress = progress;
    this.positions = positions;
    this.deliveries = deliveries;
  }

  /** Opens a stream: everything that is dispatched from here on reaches the client. */
  public EventStream open(EverySubscription subscription, Outbox outbox) {
    EventStream stream = new EventStream(subscription, outbox, progress, reads, limits, deliveries);
    groups.computeIfAbsent(stream.encoder(), Group::new).add(stream);
    outbox.offer(stream);
    Position since = subscription.since();
    if (since != null) {
      positions.validate(since, () -> stream.resume(since), stream::reset);
    }
    return stream;
  }

  /** Closes a stream without a message. One that has ended by itself is closed too. */
  public void close(EventStream stream) {
    if (!stream.isEnded()) {
      stream.end();
    }
    groups.computeIfPresent(
        stream.encoder(), (encoder, group) -> group.isEmptyWithout(stream) ? null : group);
  }

  /** Passes a batch to all streams. */
  public void dispatch(ChangeBatch batch) {
    groups.values().removeIf(group -> group.isEmptyAfter(batch));
  }

  /**
   * Notifies that changes were not dispatched. The streams read them from the log.
   *
   * @param reached position after which the next batch starts
   */
  public void gap(Position before, Position reached) {
    for (Group group : groups.values()) {
      List.copyOf(group.streams).forEach(stream -> stream.gap(before, reached));
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

    /** Removes a stream; returns whether none is left. */
    boolean isEmptyWithout(EventStream stream) {
      streams.remove(stream);
      return streams.isEmpty();
    }

    /** Passes a batch to the streams; returns whether all of them have ended. */
    boolean isEmptyAfter(ChangeBatch batch) {
      List<EventBatch> events = encoder.batches(batch);
      streams.removeIf(stream -> !stream.dispatched(events));
      return streams.isEmpty();
    }
  }
}
