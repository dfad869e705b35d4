package dev.tidegate.index;

import dev.tidegate.index.DirtyQueue.Standing;
import dev.tidegate.index.IndexContents.Version;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of a collection with its index, by id and revision, while both change. It walks
 * all ids of both sides in order, a page at a time, and checks apparent differences again.
 */
public final class Verification {

  /**
   * Result of a comparison.
   *
   * @param documents compared, of either side
   * @param differences that are none of the following
   * @param waiting documents that differ because they wait to be indexed
   * @param refused documents that differ because the index rejected them
   * @param repaired differences that were marked to be indexed again
   * @param reindexed whether a rebuild was started, as nothing else helps
   */
  public record Summary(
      long documents,
      long differences,
      long waiting,
      long refused,
      long repaired,
      boolean reindexed) {}

  private final IndexTools tools;
  private final IndexContents contents;
  private final Collection collection;
  private final @Nullable Repair repair;
  private final DifferenceCheck closeLook;
  private final Map<String, Long> indexed = new HashMap<>();
  private final IdMerge ids;
  private long documents;
  private long differences;
  private long waiting;
  private long refused;

  Verification(IndexTools tools, IndexContents contents, Collection collection, boolean repair) {
    this.tools = tools;
    this.contents = contents;
    this.collection = collection;
    this.repair = repair ? new Repair(tools, contents, collection) : null;
    this.closeLook = new DifferenceCheck(tools, contents, collection);
    List<IdMerge.Source> sources = new ArrayList<>();
    for (int i = 0; i < tools.scan().shards(); i++) {
      int shard = i;
      sources.add(after -> tools.scan().ids(collection, shard, after, IdMerge.PAGE));
    }
    sources.add(this::indexedIds);
    this.ids = new IdMerge(sources);
  }

  /**
   * Compares all documents. To be called once.
   *
   * @param listener receives the differences of each page; the next page waits for its result
   */
  public Future<Summary> run(Function<List<Difference>, Future<Void>> listener) {
    Promise<Void> done = Promise.promise();
    contents.refresh(collection).onFailure(done::fail).onSuccess(v -> nextPage(listener, done));
    return done.future().compose(v -> sum());
  }

  private Future<Summary> sum() {
    return (repair == null ? Future.succeededFuture(false) : repair.end())
        .map(
            reindexed ->
                new Summary(
                    documents,
                    differences,
                    waiting,
                    refused,
                    repair == null ? 0 : repair.marked(),
                    reindexed));
  }

  private void nextPage(Function<List<Difference>, Future<Void>> listener, Promise<Void> done) {
    ids.next()
        .compose(
            page ->
                compare(page)
                    .compose(found -> repaired(found).compose(listener))
                    .map(v -> page.isEmpty()))
        .onFailure(done::fail)
        .onSuccess(
            end -> {
              if (end) {
                done.complete();
              } else {
                tools.loop().execute(() -> nextPage(listener, done));
              }
            });
  }

  private Future<List<Difference>> repaired(List<Difference> found) {
    return repair == null ? Future.succeededFuture(found) : repair.mark(found).map(found);
  }

  private Future<List<String>> indexedIds(String after) {
    return contents
        .page(collection, after, IdMerge.PAGE)
        .map(
            page -> {
              page.forEach(version -> indexed.put(version.id(), version.rev()));
              return page.stream().map(Version::id).toList();
            });
  }

  private Future<List<Difference>> compare(List<String> page) {
    if (page.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    documents += page.size();
    return tools
        .documents()
        .read(collection, page)
        .map(this::suspects)
        .compose(closeLook::at)
        .map(this::count);
  }

  private List<String> suspects(List<DocumentState> states) {
    List<String> suspects = new ArrayList<>();
    for (DocumentState state : states) {
      Long version = indexed.remove(state.key().id());
      boolean same = state.exists() ? version != null && version == state.rev() : version == null;
      if (!same) {
        suspects.add(state.key().id());
      }
    }
    return suspects;
  }

  private List<Difference> count(DifferenceCheck.Result seen) {
    for (Standing standing : seen.explained()) {
      if (standing == Standing.WAITING) {
        waiting++;
      } else {
        refused++;
      }
    }
    differences += seen.differences().size();
    return seen.differences();
  }
}
