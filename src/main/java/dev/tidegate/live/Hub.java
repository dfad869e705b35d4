package dev.tidegate.live;

import dev.tidegate.config.LiveConfig;
import dev.tidegate.delivery.ClientState;
import dev.tidegate.delivery.DeliveryClock;
import dev.tidegate.delivery.LiveCounters;
import dev.tidegate.delivery.LiveMemory;
import dev.tidegate.delivery.Pacer;
import dev.tidegate.delivery.Progress;
import dev.tidegate.delivery.ResumePositions;
import dev.tidegate.delivery.Transport;
import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.feed.ChangeLog;
import dev.tidegate.feed.FeedListener;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.livequery.LiveQueries;
import dev.tidegate.livequery.QueryAllowance;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Change;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.Position;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.wire.CloseCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop's sessions and the documents they watch. Its listener methods may be called on any
 * thread; all else on its own context.
 */
public final class Hub implements FeedListener {
  private static final Logger log = LoggerFactory.getLogger(Hub.class);

  private final Vertx vertx;
  private final Context context;
  private final Catalog catalog;
  private final LiveConfig config;
  private final Pacer pacer;
  private final Refresher refresher;
  private final Heartbeats heartbeats;
  private final Events events;
  private final ResumePositions brought;
  private final SharedQueries queries;
  private final QueryAllowance allowance;
  private final Encoding.Shared encodings = new Encoding.Shared();
  private final DeliveryClock deliveries;
  private final UpdateWriter updates;
  private final LiveCounters counters = new LiveCounters();
  private final Flusher flusher;
  private final FullOutboxes fullOutboxes;
  private final LiveMemory memory;
  private final Map<DocumentKey, WatchedDocument> documents = new HashMap<>();
  private final Set<Session> sessions = new HashSet<>();
  private final Progress progress;
  private boolean draining;

  /**
   * @param position from where batches will come
   */
  public Hub(
      Vertx vertx,
      Context context,
      Catalog catalog,
      DocumentReader reader,
      LiveConfig config,
      LiveMemory memory,
      ChangeLog log,
      FeedStatus feed,
      LiveQueries queries,
      Position position,
      InstantSource clock) {
    this.queries = new SharedQueries(this, context, queries);
    this.allowance = queries.allowance();
    this.vertx = vertx;
    this.context = context;
    this.catalog = catalog;
    this.config = config;
    this.deliveries = new DeliveryClock(clock, counters.times());
    this.updates = new UpdateWriter(counters, deliveries);
    this.flusher = new Flusher(context, deliveries, updates);
    this.progress = new Progress(position);
    this.pacer = new Pacer(vertx, this::now);
    this.memory = memory;
    this.refresher = new Refresher(vertx, reader, memory);
    this.events = new Events(vertx, log);
    this.brought = new ResumePositions(vertx, log, this::dispatched);
    this.fullOutboxes = new FullOutboxes(vertx, this, memory, counters);
    this.heartbeats = new Heartbeats(vertx, this, config, feed, clock);
  }

  /** Begins to send heartbeats. */
  public void start() {
    heartbeats.start();
    fullOutboxes.start();
  }

  /** A new client: greets it. */
  public Session open(String id, Transport transport) {
    Session session = new Session(id, this, transport);
    sessions.add(session);
    counters.sessions(1);
    heartbeats.add(session);
    session.welcome();
    return session;
  }

  public LiveCounters counters() {
    return counters;
  }

  /**
   * Sends every client away, each to come back after a time of its own. For any thread.
   *
   * @param over the time in which their sessions are closed, evenly
   * @return completes when all are closed
   */
  public Future<Void> drain(Duration over) {
    Promise<Void> drained = Promise.promise();
    context.runOnContext(
        nothing -> {
          draining = true;
          Drain.begin(vertx, this, List.copyOf(sessions), over).onComplete(drained);
        });
    return drained.future();
  }

  /** Whether clients are being sent away: a new one is not to be opened. */
  public boolean isDraining() {
    return draining;
  }

  /** Sends away at once whoever is left. */
  public void stop() {
    Drain.begin(vertx, this, List.copyOf(sessions), Duration.ZERO);
    fullOutboxes.stop();
  }

  @Override
  public void onChanges(ChangeBatch batch) {
    context.runOnContext(
        nothing -> {
          try {
            dispatch(batch);
          } catch (RuntimeException e) {
            log.error("Batch not dispatched position={}", batch.position(), e);
            gap(batch.position());
          }
        });
  }

  @Override
  public void onGap(Position reached) {
    context.runOnContext(nothing -> gap(reached));
  }

  private void gap(Position reached) {
    events.gap(progress.dispatched(), reached);
    progress.advanceBeforeReading(reached);
    brought.advanced();
    refresher.refresh(List.copyOf(documents.values()), ClientState.NOTHING, progress::read);
  }

  @Override
  public Future<Void> settled() {
    Promise<Void> settled = Promise.promise();
    context.runOnContext(nothing -> settled.complete());
    return settled.future();
  }

  @Override
  public void onEpoch(Position reached) {
    context.runOnContext(
        nothing -> {
          progress.advance(reached);
          brought.clear();
          List.copyOf(sessions).forEach(Hub::closeUnavailable);
        });
  }

  /** What goes wrong with one session keeps no other from its end. */
  private static void closeUnavailable(Session session) {
    try {
      session.close(CloseCode.UNAVAILABLE);
    } catch (RuntimeException e) {
      log.error("Session not closed", e);
    }
  }

  private void dispatch(ChangeBatch batch) {
    encodings.dispatching(batch);
    List<WatchedDocument> behind = new ArrayList<>();
    boolean untold = false;
    for (Change change : batch.changes()) {
      WatchedDocument document = documents.get(change.key());
      if (document != null) {
        // One that has not been read yet is what a snapshot waits for, which answers for itself.
        boolean wasRead = document.isRead();
        if (document.apply(change)) {
          behind.add(document);
          untold |= wasRead;
        }
      }
    }
    events.dispatch(batch);
    if (untold) {
      progress.advanceBeforeReading(batch.position());
      brought.advanced();
      refresher.refresh(behind, ClientState.NOTHING, progress::read);
      return;
    }
    progress.advance(batch.position());
    brought.advanced();
    if (!behind.isEmpty()) {
      refresher.refresh(behind, ClientState.NOTHING, () -> {});
    }
  }

  /** What the clients of one address may watch, on all event loops. */
  QueryAllowance allowance() {
    return allowance;
  }

  Catalog catalog() {
    return catalog;
  }

  LiveConfig config() {
    return config;
  }

  Flusher flusher() {
    return flusher;
  }

  FullOutboxes fullOutboxes() {
    return fullOutboxes;
  }

  Events events() {
    return events;
  }

  ResumePositions brought() {
    return brought;
  }

  SharedQueries queries() {
    return queries;
  }

  Pacer pacer() {
    return pacer;
  }

  UpdateWriter updates() {
    return updates;
  }

  DeliveryClock deliveries() {
    return deliveries;
  }

  /** The place in the log up to which changes have been dispatched, or read again. */
  Position position() {
    return progress.complete();
  }

  /** The place in the log after which the next batch comes. */
  Position dispatched() {
    return progress.dispatched();
  }

  /** Milliseconds that only grow. */
  long now() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  /** Attaches a session's watcher to a document. */
  Watcher watch(Collection collection, DocumentKey key, Outbox outbox) {
    WatchedDocument document = documents.computeIfAbsent(key, k -> newlyWatched(collection, k));
    Watcher watcher = new Watcher(outbox, document);
    document.add(watcher);
    return watcher;
  }

  private WatchedDocument newlyWatched(Collection collection, DocumentKey key) {
    counters.documents(1);
    return new WatchedDocument(collection, key, encodings, memory);
  }

  void unwatch(Watcher watcher) {
    watcher.detach();
    watcher.document().remove(watcher);
    dropIfUnwatched(watcher.document());
  }

  private void dropIfUnwatched(WatchedDocument document) {
    if (!document.isWatched()) {
      documents.remove(document.key());
      document.forget();
      counters.documents(-1);
    }
  }

  /** Keeps a document's state at hand. */
  WatchedDocument pin(Collection collection, DocumentKey key) {
    WatchedDocument document = documents.computeIfAbsent(key, k -> newlyWatched(collection, k));
    document.pin();
    return document;
  }

  void unpin(WatchedDocument document) {
    document.unpin();
    dropIfUnwatched(document);
  }

  /**
   * Calls {@code done} once each document was read after this call, or {@code refused} if there is
   * no memory for them.
   */
  void read(List<WatchedDocument> wanted, Runnable done, Runnable refused) {
    refresher.refresh(wanted, ClientState.NOTHING, done, refused);
  }

  /** The open sessions. */
  Set<Session> sessions() {
    return sessions;
  }

  /**
   * Calls {@code done} once each watcher's document was read after this call.
   *
   * @param held by a client, from elsewhere perhaps: an older state is read once more
   * @param refused called instead if there is no memory for the documents
   */
  void refresh(List<Watcher> watchers, ClientState held, Runnable done, Runnable refused) {
    refresher.refresh(watchers.stream().map(Watcher::document).toList(), held, done, refused);
  }

  /** Flushes this outbox once, soon. */
  void touch(Outbox outbox) {
    flusher.touch(outbox);
  }

  void closed(Session session) {
    sessions.remove(session);
    counters.sessions(-1);
    heartbeats.remove(session);
  }
}
