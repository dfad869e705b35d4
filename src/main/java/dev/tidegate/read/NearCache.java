package dev.tidegate.read;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.feed.FeedListener;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.model.Change;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Position;
import dev.tidegate.model.Shards;
import dev.tidegate.write.WriteCommand;
import dev.tidegate.write.WriteListener;
import dev.tidegate.write.WriteResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Cache of document states, including absence. Entries advance with the feed, which notifies the
 * cache before all other listeners. Shared by all event loops; usable on any thread.
 */
public final class NearCache implements FeedListener, WriteListener {
  /** Maximum lag of the feed. It is confirmed about once a second. */
  private static final Duration MAX_LAG = Duration.ofSeconds(2);

  private final Cache<DocumentKey, CachedDocument> documents;
  private final ConcurrentMap<DocumentKey, PendingRead> loads = new ConcurrentHashMap<>();

  /**
   * Number of loads. A load is counted before it is sent, so that it finds every change that was
   * known before. If the count is 0, a change has no load to detach, and needs no look-up.
   */
  private final AtomicInteger underWay = new AtomicInteger();

  private final CacheFigures figures;
  private final Shards shards;
  private final FeedStatus feed;
  private volatile @Nullable Position observed;

  /**
   * Creates an empty cache.
   *
   * @param maxBytes approximate limit of the heap
   */
  public NearCache(long maxBytes, Shards shards, FeedStatus feed) {
    LongAdder evictions = new LongAdder();
    this.shards = shards;
    this.feed = feed;
    this.documents =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((DocumentKey key, CachedDocument document) -> document.weight())
            .evictionListener((key, document, cause) -> evictions.increment())
            // Maintenance is short: the calling thread does it.
            .executor(Runnable::run)
            .build();
    this.figures = new CacheFigures(documents, evictions);
  }

  public CacheFigures figures() {
    return figures;
  }

  /** Returns whether the feed is current enough for cached states. */
  boolean isFollowing() {
    return feed.isFollowing(MAX_LAG);
  }

  /**
   * Returns a state that includes every write confirmed here and every change up to {@code minRev}.
   *
   * @return {@code null} if no such state is cached
   */
  @Nullable DocumentState find(DocumentKey key, long minRev) {
    // Read before the state, which then includes every change up to this position.
    Position position = observed;
    CachedDocument cached = documents.getIfPresent(key);
    if (cached == null || !cached.isCurrent()) {
      return null;
    }
    DocumentState state = cached.state();
    if (state.rev() >= minRev) {
      return state;
    }
    long proven = position == null ? 0 : position.rev(shards.of(key));
    if (proven < minRev) {
      return null;
    }
    return state.exists() ? state : new DocumentState(key, proven, null);
  }

  /** Registers the load of a document, or returns another one that is in progress. */
  @Nullable PendingRead begin(DocumentKey key, PendingRead load) {
    underWay.incrementAndGet();
    PendingRead other = loads.putIfAbsent(key, load);
    if (other != null) {
      underWay.decrementAndGet();
    }
    return other;
  }

  /** Ends a load with its result. */
  void loaded(DocumentKey key, PendingRead load, DocumentState state) {
    if (!load.unlessDetached(() -> documents.put(key, new CachedDocument(state, 0)))) {
      answered(state);
    }
    end(key, load);
    load.succeed(state);
  }

  /** Notes a state that is returned but not cached, so that no later read returns an older one. */
  void answered(DocumentState state) {
    documents.asMap().computeIfPresent(state.key(), (key, cached) -> cached.notBefore(state.rev()));
  }

  /** Ends a load without a result. */
  void failed(DocumentKey key, PendingRead load, Throwable failure) {
    end(key, load);
    load.fail(failure);
  }

  private void end(DocumentKey key, PendingRead load) {
    if (loads.remove(key, load)) {
      underWay.decrementAndGet();
    }
  }

  /** Notes that a document has reached a revision. After the return, no older state is returned. */
  void reached(DocumentKey key, long rev) {
    detach(key);
    documents.asMap().computeIfPresent(key, (k, cached) -> cached.notBefore(rev));
  }

  /** Drops the cached state of a document, which is out of date. */
  void drop(DocumentKey key) {
    detach(key);
    documents.invalidate(key);
  }

  /** Notes the revisions that the results reveal, so that no later read returns an older state. */
  @Override
  public Future<Void> onResults(List<WriteCommand> commands, List<WriteResult> results) {
    for (WriteResult result : results) {
      switch (result) {
        case WriteResult.Written written -> reached(written.key(), written.rev());
        case WriteResult.RevisionMismatch is -> isAt(is.key(), is.currentRev());
        case WriteResult.OutOfBounds is -> isAt(is.key(), is.currentRev());
        case WriteResult.NotFound missing -> drop(missing.key());
        case WriteResult.KeyReused reused -> {}
        case WriteResult.Refused refused -> {}
      }
    }
    return DONE;
  }

  private void isAt(DocumentKey key, long rev) {
    if (rev == 0) {
      drop(key);
    } else {
      reached(key, rev);
    }
  }

  @Override
  public void onChanges(ChangeBatch batch) {
    for (Change change : batch.changes()) {
      // Before the look at the cached state: a load then either has been cached, or never is.
      detach(change.key());
      documents.asMap().computeIfPresent(change.key(), (key, cached) -> cached.after(change));
    }
    observed = batch.position();
  }

  @Override
  public void onGap(Position position) {
    dropAll(position);
  }

  @Override
  public void onEpoch(Position position) {
    dropAll(position);
  }

  private void dropAll(Position position) {
    observed = null;
    loads.keySet().forEach(this::detach);
    documents.invalidateAll();
    observed = position;
  }

  private void detach(DocumentKey key) {
    PendingRead load = underWay.get() == 0 ? null : loads.remove(key);
    if (load != null) {
      underWay.decrementAndGet();
      load.detach();
    }
  }
}
