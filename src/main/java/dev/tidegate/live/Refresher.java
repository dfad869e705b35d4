package dev.tidegate.live;

import dev.tidegate.delivery.ClientState;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.read.DocumentReader;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads watched documents, and goes on reading until their state is current. */
final class Refresher {
  private static final Logger log = LoggerFactory.getLogger(Refresher.class);
  private static final long RETRY_MS = 250;
  private static final int BATCH = 500;

  private final Vertx vertx;
  private final DocumentReader reader;

  Refresher(Vertx vertx, DocumentReader reader) {
    this.vertx = vertx;
    this.reader = reader;
  }

  /**
   * Reads these documents.
   *
   * @param held by a client, from elsewhere perhaps: what is found older is read once more
   * @param done called once each has been read after this call and has every change heard of
   */
  void refresh(List<WatchedDocument> documents, ClientState held, Runnable done) {
    Map<Collection, List<WatchedDocument>> byCollection = new LinkedHashMap<>();
    for (WatchedDocument document : documents) {
      byCollection.computeIfAbsent(document.collection(), c -> new ArrayList<>()).add(document);
    }
    List<Runnable> steps = new ArrayList<>();
    byCollection.forEach(
        (collection, all) -> {
          for (int from = 0; from < all.size(); from += BATCH) {
            List<WatchedDocument> batch = all.subList(from, Math.min(all.size(), from + BATCH));
            steps.add(() -> read(collection, batch, held, next(steps, done)));
          }
        });
    next(steps, done).run();
  }

  /** One step after the other, so that a large refresh leaves room for everybody else's reads. */
  private static Runnable next(List<Runnable> steps, Runnable done) {
    return () -> (steps.isEmpty() ? done : steps.removeFirst()).run();
  }

  private void read(
      Collection collection, List<WatchedDocument> batch, ClientState held, Runnable done) {
    read(reader, collection, batch, () -> readOlder(collection, batch, held, done));
  }

  /** A client that comes from another gateway may hold more than this one has heard of. */
  private void readOlder(
      Collection collection, List<WatchedDocument> batch, ClientState held, Runnable done) {
    List<WatchedDocument> older = held.isEmpty() ? List.of() : olderThan(held, batch);
    if (older.isEmpty()) {
      done.run();
    } else {
      long newest = older.stream().mapToLong(d -> held.atLeast(d.key())).max().orElse(0);
      read(reader.atLeast(newest), collection, older, done);
    }
  }

  private static List<WatchedDocument> olderThan(ClientState held, List<WatchedDocument> batch) {
    return batch.stream().filter(d -> d.state().rev() < held.atLeast(d.key())).toList();
  }

  private void read(
      DocumentReader from, Collection collection, List<WatchedDocument> batch, Runnable done) {
    from.read(collection, batch.stream().map(d -> d.key().id()).toList())
        .onSuccess(
            states -> {
              learn(batch, states);
              List<WatchedDocument> behind =
                  batch.stream().filter(d -> d.isWatched() && !d.isCurrent()).toList();
              if (behind.isEmpty()) {
                done.run();
              } else {
                read(from, collection, behind, done);
              }
            })
        .onFailure(
            failure -> {
              log.debug("a refresh of {} waits: {}", collection, failure.getMessage());
              vertx.setTimer(RETRY_MS, id -> read(from, collection, batch, done));
            });
  }

  private static void learn(List<WatchedDocument> batch, List<DocumentState> states) {
    for (int i = 0; i < states.size(); i++) {
      batch.get(i).learn(states.get(i));
    }
  }
}
