package dev.tidegate.search;

import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldSet;
import dev.tidegate.write.WriteCommand;
import dev.tidegate.write.WriteListener;
import dev.tidegate.write.WriteResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Documents that this gateway wrote last and that the index may not return yet. A search examines
 * them in addition to the results of the index. Shared by all event loops; usable on any thread.
 */
public final class RecentWrites implements WriteListener, FreshMatches.Recent {
  /** A refresh is scheduled every interval, and takes some time. */
  private static final long REFRESH_NANOS = Duration.ofMillis(500).toNanos();

  private final Catalog catalog;
  private final Map<String, CollectionWrites> collections = new HashMap<>();

  /**
   * Creates an empty set for each collection.
   *
   * @param refresh refresh interval of the index
   */
  public RecentWrites(Catalog catalog, Duration refresh) {
    this.catalog = catalog;
    for (Collection collection : catalog.collections()) {
      collections.put(collection.name(), new CollectionWrites(findableNanos(refresh)));
    }
  }

  /** Returns the time after which the index certainly returns a change that it has. */
  public static long findableNanos(Duration refresh) {
    return 2 * refresh.toNanos() + REFRESH_NANOS;
  }

  @Override
  public Future<Void> onResults(List<WriteCommand> commands, List<WriteResult> results) {
    for (int i = 0; i < commands.size(); i++) {
      WriteCommand command = commands.get(i);
      if (results.get(i) instanceof WriteResult.Written written
          && !(command instanceof WriteCommand.Delete)) {
        of(written.key().collection())
            .written(
                written.key().id(),
                written.rev(),
                touched(command),
                written.created(),
                System.nanoTime());
      }
    }
    return DONE;
  }

  private FieldSet touched(WriteCommand command) {
    return switch (command) {
      case WriteCommand.Put put -> catalog.require(put.key().collection()).allFields();
      case WriteCommand.Patch patch -> patch.set().present().union(patch.unset());
      case WriteCommand.Adjust adjust ->
          FieldSet.of(adjust.deltas().stream().map(WriteCommand.Delta::field).toList());
      case WriteCommand.Delete delete -> FieldSet.EMPTY;
    };
  }

  @Override
  public Map<String, Long> of(Collection collection, FieldSet fields) {
    return of(collection.name()).of(fields, System.nanoTime());
  }

  /** Returns whether the index may lack a write to the collection. */
  public boolean areUnsettled(Collection collection) {
    return of(collection.name()).areUnsettled();
  }

  /**
   * Settles the writes that the index has.
   *
   * @param oldestRev oldest revision in the queues of the indexer; 0 if they were empty
   * @param asked time of the look at the queues, by {@link System#nanoTime}: later writes may not
   *     have been in them
   */
  public void indexedBefore(long oldestRev, long asked) {
    long now = System.nanoTime();
    collections.values().forEach(writes -> writes.indexedBefore(oldestRev, asked, now));
  }

  /** Drops all writes: the store has other contents now. */
  public void clear() {
    collections.values().forEach(CollectionWrites::clear);
  }

  private CollectionWrites of(String collection) {
    return Objects.requireNonNull(collections.get(collection), collection);
  }
}
