package dev.tidegate.live;

import dev.tidegate.delivery.Progress;
import dev.tidegate.delivery.ResumePositions;
import dev.tidegate.delivery.Transport;
import dev.tidegate.delivery.WatchedDocument;
import dev.tidegate.delivery.WatchedDocuments;
import dev.tidegate.events.EventStreams;
import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.feed.FeedListener;
import dev.tidegate.loop.EventLoop;
import dev.tidegate.model.Change;
import dev.tidegate.model.Position;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receiver of the feed on one event loop: passes changes to the watched documents and the event
 * streams, and opens sessions. The feed and {@link #drain} may call on any thread; everything else
 * runs on the event loop.
 */
public final class Hub implements FeedListener {
  private static final Logger log = LoggerFactory.getLogger(Hub.class);

  private final EventLoop loop;
  private final Progress progress;
  private final WatchedDocuments documents;
  private final EventStreams events;
  private final ResumePositions positions;
  private final Sessions sessions;
  private boolean draining;

  Hub(
      EventLoop loop,
      Progress progress,
      WatchedDocuments documents,
      EventStreams events,
      ResumePositions positions,
      Sessions sessions) {
    this.loop = loop;
    this.progress = progress;
    this.documents = documents;
    this.events = events;
    this.positions = positions;
    this.sessions = sessions;
  }

  /** Opens the session of a new client, and sends the first message. */
  public Session open(String id, Transport transport) {
    return sessions.open(id, transport);
  }

  /**
   * Asks all clients to reconnect, each after a delay of its own. For any thread.
   *
   * @param over the time in which their sessions are closed, evenly
   * @return completes when all are closed
   */
  public Future<Void> drain(Duration over) {
    Promise<Void> drained = Promise.promise();
    loop.execute(
        () -> {
          draining = true;
          sessions.drain(over).onComplete(drained);
        });
    return drained.future();
  }

  /** Returns whether clients are asked to leave: no session is to be opened. */
  public boolean isDraining() {
    return draining;
  }

  @Override
  public void onChanges(ChangeBatch batch) {
    loop.execute(
        () -> {
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
    loop.execute(() -> gap(reached));
  }

  @Override
  public Future<Void> settled() {
    Promise<Void> settled = Promise.promise();
    loop.execute(settled::complete);
    return settled.future();
  }

  @Override
  public void onEpoch(Position reached) {
    loop.execute(
        () -> {
          progress.advance(reached);
          positions.clear();
          sessions.closeAll();
        });
  }

  private void dispatch(ChangeBatch batch) {
    documents.dispatching(batch);
    List<WatchedDocument> unclear = new ArrayList<>();
    boolean incomplete = false;
    for (Change change : batch.changes()) {
      WatchedDocument document = documents.get(change.key());
      if (document != null) {
        // A snapshot waits for a document that has not been read, and is due until then.
        boolean wasRead = document.isRead();
        if (document.apply(change)) {
          unclear.add(document);
          incomplete |= wasRead;
        }
      }
    }
    events.dispatch(batch);
    if (incomplete) {
      progress.advanceBeforeReading(batch.position());
      positions.advanced();
      documents.read(unclear, progress::read);
      return;
    }
    progress.advance(batch.position());
    positions.advanced();
    if (!unclear.isEmpty()) {
      documents.read(unclear, () -> {});
    }
  }

  /** Reads everything again: changes up to a position are not known. */
  private void gap(Position reached) {
    events.gap(progress.dispatched(), reached);
    progress.advanceBeforeReading(reached);
    positions.advanced();
    documents.readAll(progress::read);
  }
}
