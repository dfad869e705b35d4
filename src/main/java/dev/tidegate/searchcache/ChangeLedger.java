package dev.tidegate.searchcache;

import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.feed.FeedListener;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Change;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Position;
import dev.tidegate.model.Revisions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Times of the last changes, by collection and field. For any thread. */
final class ChangeLedger implements FeedListener {
  private final Map<String, FieldLedger> collections = new HashMap<>();
  private final LongSupplier nanoClock;
  private final AtomicBoolean begun = new AtomicBoolean();

  ChangeLedger(Catalog catalog, LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    for (Collection collection : catalog.collections()) {
      FieldLedger ledger = new FieldLedger(collection.fields().size());
      ledger.changedAll(Revisions.MAX, nanoClock.getAsLong());
      collections.put(collection.name(), ledger);
    }
  }

  /**
   * Sets the position of the first observed change. Only the first call counts; before it, only
   * empty queues prove that the index has everything.
   */
  void beginAt(@Nullable Position position) {
    if (position != null && begun.compareAndSet(false, true)) {
      changedAll(position);
    }
  }

  /** Since when the index has all of these changes; {@link FieldLedger#UNSETTLED} if it has not. */
  long settledSince(Dependencies on) {
    FieldLedger ledger = collections.get(on.collection().name());
    return ledger == null ? FieldLedger.UNSETTLED : ledger.settledSince(on.fields());
  }

  /**
   * Notes that the queues of the indexer, read at that time, contained nothing older than this
   * revision.
   */
  void indexedBefore(long oldestRev, long asked) {
    long now = nanoClock.getAsLong();
    collections.values().forEach(ledger -> ledger.indexedBefore(oldestRev, asked, now));
  }

  @Override
  public void onChanges(ChangeBatch batch) {
    long now = nanoClock.getAsLong();
    for (Change change : batch.changes()) {
      FieldLedger ledger = collections.get(change.key().collection());
      if (ledger != null) {
        switch (change) {
          case Change.Created created -> ledger.changedMembership(created.rev(), now);
          case Change.Removed removed -> ledger.changedMembership(removed.rev(), now);
          case Change.Updated updated ->
              ledger.changedFields(updated.touched(), updated.rev(), now);
        }
      }
    }
  }

  @Override
  public void onGap(Position position) {
    changedAll(position);
  }

  @Override
  public void onEpoch(Position position) {
    changedAll(position);
  }

  private void changedAll(Position position) {
    long rev = Arrays.stream(position.revs()).max().orElse(0);
    long now = nanoClock.getAsLong();
    collections.values().forEach(ledger -> ledger.changedAll(rev, now));
  }
}
