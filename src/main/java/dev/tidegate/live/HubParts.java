package dev.tidegate.live;

import dev.tidegate.config.LiveConfig;
import dev.tidegate.delivery.DeliveryClock;
import dev.tidegate.delivery.Flusher;
import dev.tidegate.delivery.LiveCounters;
import dev.tidegate.delivery.LiveMemory;
import dev.tidegate.delivery.Outbox;
import dev.tidegate.delivery.Pacer;
import dev.tidegate.delivery.Progress;
import dev.tidegate.delivery.Refresher;
import dev.tidegate.delivery.ResumePositions;
import dev.tidegate.delivery.SlowClients;
import dev.tidegate.delivery.SnapshotReads;
import dev.tidegate.delivery.Transport;
import dev.tidegate.delivery.UpdateWriter;
import dev.tidegate.delivery.WatchedDocuments;
import dev.tidegate.events.EventStreams;
import dev.tidegate.feed.ChangeLog;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.livequery.Memberships;
import dev.tidegate.loop.EventLoop;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Position;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.wire.CloseCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Assembly of a {@link Hub}: creates the parts that the sessions of one event loop share, and the
 * parts of each session. Starts and stops the timers of the event loop.
 */
public final class HubParts implements Session.Parts {
  private static final long CHECK_MS = 100;

  /**
   * Ports of the hub, to be used on the event loop.
   *
   * @param log read without waiting
   * @param feed of the gateway
   */
  public record Sources(
      DocumentReader reader, ChangeLog log, FeedStatus feed, Memberships memberships) {}

  private final EventLoop loop;
  private final LiveConfig config;
  private final SubscriptionRules rules;
  private final LiveCounters counters = new LiveCounters();
  private final Progress progress;
  private final Pacer pacer;
  private final SlowClients slow;
  private final UpdateWriter writer;
  private final Flusher flusher;
  private final WatchedDocuments documents;
  private final SnapshotReads snapshots;
  private final EventStreams events;
  private final Memberships memberships;
  private final SharedQueries queries;
  private final Heartbeats heartbeats;
  private final Sessions sessions;
  private final Hub hub;

  /**
   * Creates the parts; {@link #start} starts the timers.
   *
   * @param position after which the batches of the feed start
   */
  public HubParts(
      EventLoop loop,
      Catalog catalog,
      LiveConfig config,
      Sources sources,
      LiveMemory memory,
      Position position,
      InstantSource clock) {
    this.loop = loop;
    this.config = config;
    this.rules = new SubscriptionRules(catalog, config, position.shards());
    this.progress = new Progress(position);
    this.pacer = new Pacer(loop);
    this.slow = new SlowClients(memory, counters);
    DeliveryClock deliveries = new DeliveryClock(clock, counters);
    this.writer = new UpdateWriter(deliveries);
    this.flusher = new Flusher(loop, deliveries, writer, slow);
    this.documents =
        new WatchedDocuments(new Refresher(loop, sources.reader(), memory), memory, counters);
    ResumePositions positions = new ResumePositions(loop, sources.log(), progress::dispatched);
    this.snapshots = new SnapshotReads(positions, documents);
    this.events =
        new EventStreams(loop, sources.log(), progress, positions, deliveries, config.maxQueue());
    this.memberships = sources.memberships();
    this.queries = new SharedQueries(loop, pacer, memberships, documents);
    this.heartbeats = new Heartbeats(progress, sources.feed(), clock);
    this.sessions = new Sessions(config, loop, progress, counters, memory, heartbeats, this);
    this.hub = new Hub(loop, progress, documents, events, positions, sessions);
  }

  public Hub hub() {
    return hub;
  }

  public LiveCounters counters() {
    return counters;
  }

  Flusher flusher() {
    return flusher;
  }

  SharedQueries queries() {
    return queries;
  }

  /** Starts heartbeats, and the checks of slow clients and of memory. */
  public void start() {
    loop.every(Math.max(1, config.heartbeat().toMillis() / Heartbeats.PARTS), heartbeats::beat);
    loop.every(
        CHECK_MS,
        () -> {
          slow.check();
          sessions.closeLargest();
        });
  }

  /** Closes all sessions immediately. */
  public void stop() {
    sessions.drain(Duration.ZERO);
    slow.stop();
  }

  @Override
  public Outbox outbox(Transport transport, Consumer<CloseCode> end) {
    return new Outbox(transport, progress, flusher, pacer, writer, counters, end);
  }

  @Override
  public Subscriptions subscriptions(Outbox outbox, BiConsumer<String, Throwable> failures) {
    Watchers watchers = new Watchers(documents, outbox);
    Snapshots starts = new Snapshots(snapshots, progress, outbox);
    return new Subscriptions(
        rules,
        progress,
        new DocumentSubscriptions(watchers, starts, outbox),
        new QuerySubscriptions(queries, memberships.allowance(), watchers, starts, outbox),
        new EventSubscriptions(events, progress, outbox),
        watchers,
        failures);
  }
}
