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
 * The states of documents, absence included, that were read before and advance with the feed, which
 * tells them here before anybody else. Shared by all event loops; usable on any thread.
 */
public final class NearCache implements FeedListener, WriteListener {
  /** The feed confirms itself about once a second: later than this something is wrong. */
  private static final Duration MAX_LAG = Duration.ofSeconds(2);

  private final Cache<DocumentKey, CachedDocument> documents;
  private final ConcurrentMap<DocumentKey, PendingRead> loads = new ConcurrentHashMap<>();

  /**
   * How many loads there are. One that is not counted yet has not been sent: what is known of a
   * document by then it will find. So whoever finds none here has none to detach, which spares each
   * change a look-up.
   */
  private final AtomicInteger underWay = new AtomicInteger();

  private final CacheFigures figures;
  private final Shards shards;
  private final FeedStatus feed;
  private volatile @Nullable Position heard;

  /**
   * @param maxBytes about the heap it may take
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
            // Its upkeep is short: done by who causes it, rather than by threads of its own.
            .executor(Runnable::run)
            .build();
    this.figures = new CacheFigures(documents, evictions);
  }

  public CacheFigures figures() {
    return figures;
  }

  /** Whether the feed is near enough for what is held to be believed. */
  boolean isFollowing() {
    return feed.isFollowing(MAX_LAG);
  }

  /**
   * A state that has every write answered here, and every change up to {@code minRev}.
   *
   * @return {@code null} where none such is held
   */
  @Nullable DocumentState find(DocumentKey key, long minRev) {
    // Read before the state: whatever was heard up to there is in what is found after.
    Position position = heard;
    CachedDocument held = documents.getIfPresent(key);
    if (held == null || !held.isCurrent()) {
      return null;
    }
    DocumentState state = held.state();
    if (state.rev() >= minRev) {
      return state;
    }
    long proven = position == null ? 0 : position.rev(shards.of(key));
    if (proven < minRev) {
      return null;
    }
    return state.exists() ? state : new DocumentState(key, proven, null);
  }

  /** Makes this the one load of the document, unless there is one already, which is returned. */
  @Nullable PendingRead begin(DocumentKey key, PendingRead load) {
    underWay.incrementAndGet();
    PendingRead other = loads.putIfAbsent(key, load);
    if (other != null) {
      underWay.decrementAndGet();
    }
    return other;
  }

  /** Ends a load with what it found. */
  void loaded(DocumentKey key, PendingRead load, DocumentState state) {
    if (!load.unlessDetached(() -> documents.put(key, new CachedDocument(state, 0)))) {
      answered(state);
    }
    end(key, load);
    load.succeed(state);
  }

  /** This state is answered though it is not kept: who saw it is not to see an older one next. */
  void answered(DocumentState state) {
    documents.asMap().computeIfPresent(state.key(), (key, held) -> held.notBefore(state.rev()));
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

  /**
   * The document is known to have reached this revision: from the return of this on nothing older
   * is answered.
   */
  void reached(DocumentKey key, long rev) {
    detach(key);
    documents.asMap().computeIfPresent(key, (k, held) -> held.notBefore(rev));
  }

  /** What is held of the document is known to be out of date, if anything is. */
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
      // Before the held state is looked at: a load that is being kept is either there by then, or
      // will not be kept.
      detach(change.key());
      documents.asMap().computeIfPresent(change.key(), (key, held) -> held.after(change));
    }
    heard = batch.position();
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
    heard = null;
    loads.keySet().forEach(this::detach);
    documents.invalidateAll();
    heard = position;
  }

  private void detach(DocumentKey key) {
    PendingRead load = underWay.get() == 0 ? null : loads.remove(key);
    if (load != null) {
      underWay.decrementAndGet();
      load.detach();
    }
  }
}
