package dev.tidegate.delivery;

import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The documents that sessions of one event loop watch, each once, with their watchers. */
public final class WatchedDocuments {
  private final Refresher refresher;
  private final LiveMemory memory;
  private final LiveCounters counters;
  private final EncodingCache encodings = new EncodingCache();
  private final Map<DocumentKey, WatchedDocument> documents = new HashMap<>();

  public WatchedDocuments(Refresher refresher, LiveMemory memory, LiveCounters counters) {
    this.refresher = refresher;
    this.memory = memory;
    this.counters = counters;
  }

  /** Shares encoded changes with other event loops over this batch, which is dispatched next. */
  public void dispatching(ChangeBatch batch) {
    encodings.use(batch);
  }

  /** Returns a document; {@code null} if no session watches it. */
  public @Nullable WatchedDocument get(DocumentKey key) {
    return documents.get(key);
  }

  /** Adds a watcher of an outbox to a document. */
  public Watcher watch(Collection collection, DocumentKey key, Outbox outbox) {
    return document(collection, key).watch(outbox);
  }

  /** Ends a watcher. */
  public void unwatch(Watcher watcher) {
    watcher.detach();
    WatchedDocument document = Objects.requireNonNull(documents.get(watcher.document().key()));
    document.remove(watcher);
    dropIfUnwatched(document);
  }

  /** Keeps the state of a document current without a watcher. */
  public WatchedDocument pin(Collection collection, DocumentKey key) {
    WatchedDocument document = document(collection, key);
    document.pin();
    return document;
  }

  /** Ends what {@link #pin} started. */
  public void unpin(WatchedDocument document) {
    document.unpin();
    dropIfUnwatched(document);
  }

  private WatchedDocument document(Collection collection, DocumentKey key) {
    return documents.computeIfAbsent(
        key,
        absent -> {
          counters.documents(1);
          return new WatchedDocument(new CurrentDocument(collection, absent, encodings), memory);
        });
  }

  private void dropIfUnwatched(WatchedDocument document) {
    if (!document.isWatched()) {
      documents.remove(document.key());
      document.forget();
      counters.documents(-1);
    }
  }

  /** Returns the documents of these watchers, without those that ended. */
  List<WatchedDocument> of(List<Watcher> watchers) {
    return watchers.stream()
        .filter(watcher -> !watcher.isDetached())
        .map(watcher -> Objects.requireNonNull(documents.get(watcher.document().key())))
        .toList();
  }

  /**
   * Reads documents, whatever memory they need: they replace older states.
   *
   * @param done called when each has been read after this call and has every received change
   */
  public void read(List<WatchedDocument> wanted, Runnable done) {
    refresher.refresh(wanted, ClientState.NOTHING, done);
  }

  /** Reads all documents. */
  public void readAll(Runnable done) {
    read(List.copyOf(documents.values()), done);
  }

  /**
   * Reads documents while there is memory for more watched documents.
   *
   * @param had by a client, perhaps from another gateway: older states are read again
   * @param refused called instead of {@code done} as soon as there is no memory
   */
  public void read(List<WatchedDocument> wanted, ClientState had, Runnable done, Runnable refused) {
    refresher.refresh(wanted, had, done, refused);
  }
}
