package dev.tidegate.searchcache;

import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.feed.FeedListener;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Position;
import dev.tidegate.search.DocumentSearch.Found;
import dev.tidegate.search.RecentWrites;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Cache of results of the index, shared by all event loops. It must receive every change: add it to
 * the listeners of the feed before the feed starts.
 */
public final class ResultCache implements FeedListener {
  private static final long MEASURE_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final int COMPLETIONS_SHARE = 8;

  private final LongSupplier nanoClock = System::nanoTime;
  private final ResultCacheFigures figures = new ResultCacheFigures();
  private final FeedStatus feed;
  private final ChangeLedger changes;
  private final RecentWrites recentWrites;
  private final CoalescingCache<String, Found> found;
  private final CoalescingCache<Completion, List<String>> completed;
  private final AtomicInteger generation = new AtomicInteger();
  private final AtomicLong measured = new AtomicLong(nanoClock.getAsLong() - MEASURE_EVERY_NANOS);

  /**
   * Creates an empty cache.
   *
   * @param maxBytes approximate limit on its heap
   * @param refresh time for which an indexed change may remain unfindable
   * @param maxAge of an unaltered result
   * @param recentWrites is notified of the progress of the index
   */
  public ResultCache(
      long maxBytes,
      Duration refresh,
      Duration maxAge,
      Catalog catalog,
      FeedStatus feed,
      RecentWrites recentWrites) {
    this.feed = feed;
    this.recentWrites = recentWrites;
    this.changes = new ChangeLedger(catalog, nanoClock);
    Validity validity = new Validity(changes, feed, refresh, maxAge);
    long completionBytes = maxBytes / COMPLETIONS_SHARE;
    this.found =
        new CoalescingCache<>(
            maxBytes - completionBytes, Weights::of, validity, maxAge, figures, nanoClock);
    this.completed =
        new CoalescingCache<>(completionBytes, Weights::of, validity, maxAge, figures, nanoClock);
    figures.measure(
        () -> found.bytes() + completed.bytes(), () -> found.entries() + completed.entries());
  }

  public ResultCacheFigures figures() {
    return figures;
  }

  CoalescingCache<String, Found> found() {
    return found;
  }

  CoalescingCache<Completion, List<String>> completed() {
    return completed;
  }

  /** Has the indexer's queues measured if answers wait for it, and nobody did so just before. */
  void settle(Dependencies on, IndexBacklog backlog) {
    changes.beginAt(feed.position());
    if (changes.settledSince(on) != FieldLedger.UNSETTLED
        && !recentWrites.areUnsettled(on.collection())) {
      return;
    }
    long now = nanoClock.getAsLong();
    long last = measured.get();
    if (now - last >= MEASURE_EVERY_NANOS && measured.compareAndSet(last, now)) {
      backlog.oldestRev().onSuccess(oldest -> indexedBefore(oldest, now));
    }
  }

  private void indexedBefore(long oldestRev, long asked) {
    changes.indexedBefore(oldestRev, asked);
    recentWrites.indexedBefore(oldestRev, asked);
  }

  /** Drops all results of searches: other documents may match the same text now. */
  public void textsChanged() {
    generation.incrementAndGet();
    found.clear();
  }

  /** Number of times that the meaning of texts has changed. Results are cached for one meaning. */
  int generation() {
    return generation.get();
  }

  @Override
  public void onChanges(ChangeBatch batch) {
    changes.onChanges(batch);
  }

  @Override
  public void onGap(Position position) {
    changes.onGap(position);
  }

  @Override
  public void onEpoch(Position position) {
    changes.onEpoch(position);
    recentWrites.clear();
    found.clear();
    completed.clear();
  }
}
