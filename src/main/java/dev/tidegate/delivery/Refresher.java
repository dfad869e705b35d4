package dev.tidegate.delivery;

import dev.tidegate.loop.EventLoop;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Credentials;
import dev.tidegate.model.DocumentState;
import dev.tidegate.read.DocumentReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads of watched documents, repeated until the states are current. */
public final class Refresher {
  private static final Logger log = LoggerFactory.getLogger(Refresher.class);
  private static final long RETRY_MS = 250;
  private static final int FIRST_BATCH = 32;
  private static final int MAX_BATCH = 500;
  private static final long BATCH_BYTES = 4 << 20;

  private final EventLoop loop;
  private final DocumentReader reader;
  private final LiveMemory memory;

  public Refresher(EventLoop loop, DocumentReader reader, LiveMemory memory) {
    this.loop = loop;
    this.reader = reader;
    this.memory = memory;
  }

  /**
   * Reads these documents, whatever memory they need: they replace older states.
   *
   * @param had by a client, perhaps from another gateway: older states are read again
   * @param done called when each has been read after this call and has every received change
   */
  void refresh(List<WatchedDocument> documents, ClientState had, Runnable done) {
    new Round(documents, had, done, null).next(FIRST_BATCH);
  }

  /**
   * Reads these documents while there is memory for more watched documents.
   *
   * @param refused called instead of {@code done} as soon as there is no memory
   */
  void refresh(List<WatchedDocument> documents, ClientState had, Runnable done, Runnable refused) {
    new Round(documents, had, done, refused).next(FIRST_BATCH);
  }

  /**
   * Batches of one refresh, one after the other, so that a large refresh leaves room for other
   * reads. The size of a batch follows from the size of the documents in the batch before.
   */
  private final class Round {
    private final Deque<WatchedDocument> waiting = new ArrayDeque<>();
    private final ClientState had;
    private final Runnable done;
    private final @Nullable Runnable refused;

    Round(
        List<WatchedDocument> documents,
        ClientState had,
        Runnable done,
        @Nullable Runnable refused) {
      this.had = had;
      this.done = done;
      this.refused = refused;
      Map<Collection, List<WatchedDocument>> byCollection = new LinkedHashMap<>();
      for (WatchedDocument document : documents) {
        byCollection.computeIfAbsent(document.collection(), c -> new ArrayList<>()).add(document);
      }
      byCollection.values().forEach(waiting::addAll);
    }

    void next(int size) {
      if (refused != null && memory.isFull()) {
        refused.run();
      } else if (waiting.isEmpty()) {
        done.run();
      } else {
        List<WatchedDocument> batch = batch(size);
        Collection collection = batch.getFirst().collection();
        Refresher.this.read(collection, batch, had, () -> next(sizeAfter(batch)));
      }
    }

    private List<WatchedDocument> batch(int size) {
      List<WatchedDocument> batch = new ArrayList<>(Math.min(size, waiting.size()));
      Collection collection = waiting.getFirst().collection();
      while (batch.size() < size
          && !waiting.isEmpty()
          && waiting.getFirst().collection() == collection) {
        batch.add(waiting.remove());
      }
      return batch;
    }

    private static int sizeAfter(List<WatchedDocument> batch) {
      long bytes = batch.stream().mapToLong(WatchedDocument::bytes).sum();
      long average = Math.max(1, bytes / batch.size());
      return (int) Math.clamp(BATCH_BYTES / average, 1, Math.min(MAX_BATCH, 4L * batch.size()));
    }
  }

  private void read(
      Collection collection, List<WatchedDocument> batch, ClientState had, Runnable done) {
    read(reader, collection, batch, () -> readOlder(collection, batch, had, done));
  }

  /** Reads again where the client of another gateway has a newer state than was found. */
  private void readOlder(
      Collection collection, List<WatchedDocument> batch, ClientState had, Runnable done) {
    List<WatchedDocument> older = had.isEmpty() ? List.of() : olderThan(had, batch);
    if (older.isEmpty()) {
      done.run();
    } else {
      long newest = older.stream().mapToLong(d -> had.atLeast(d.key())).max().orElse(0);
      read(reader.atLeast(newest), collection, older, done);
    }
  }

  private static List<WatchedDocument> olderThan(ClientState had, List<WatchedDocument> batch) {
    return batch.stream()
        .filter(d -> d.isRead() && d.state().rev() < had.atLeast(d.key()))
        .toList();
  }

  private void read(
      DocumentReader from, Collection collection, List<WatchedDocument> batch, Runnable done) {
    from.read(collection, batch.stream().map(d -> d.key().id()).toList())
        .onSuccess(
            states -> {
              if (!learned(batch, states)) {
                loop.after(RETRY_MS, () -> read(from, collection, batch, done));
                return;
              }
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
              log.debug(
                  "Refresh delayed collection={} cause={}",
                  collection,
                  Credentials.reason(failure));
              loop.after(RETRY_MS, () -> read(from, collection, batch, done));
            });
  }

  /** Passes each state to its document, even if another one fails; returns whether none failed. */
  private static boolean learned(List<WatchedDocument> batch, List<DocumentState> states) {
    boolean all = true;
    for (int i = 0; i < states.size(); i++) {
      try {
        batch.get(i).learn(states.get(i));
      } catch (RuntimeException e) {
        log.error("Document not refreshed key={}", batch.get(i).key(), e);
        all = false;
      }
    }
    return all;
  }
}
