package dev.tidegate.index;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Has what differs between store and index indexed again. */
final class Repair {
  private final IndexTools tools;
  private final IndexContents contents;
  private final Collection collection;
  private long marked;
  private boolean newer;
  private boolean forgotten;

  Repair(IndexTools tools, IndexContents contents, Collection collection) {
    this.tools = tools;
    this.contents = contents;
    this.collection = collection;
  }

  long marked() {
    return marked;
  }

  Future<Void> mark(List<Difference> found) {
    Map<Integer, List<DocumentKey>> marks = new HashMap<>();
    boolean missing = false;
    for (Difference difference : found) {
      missing |= difference.kind() == Difference.Kind.MISSING;
      if (difference.kind() == Difference.Kind.NEWER) {
        newer = true;
      } else {
        DocumentKey key = new DocumentKey(collection.name(), difference.id());
        marks.computeIfAbsent(tools.shards().of(key), s -> new ArrayList<>()).add(key);
        marked++;
      }
    }
    return forget(missing).compose(v -> mark(marks));
  }

  private Future<Void> mark(Map<Integer, List<DocumentKey>> byShard) {
    List<Future<Void>> marks = new ArrayList<>();
    byShard.forEach((shard, keys) -> marks.add(tools.queues().get(shard).mark(keys)));
    return Future.all(marks).mapEmpty();
  }

  /** Once is enough: what is deleted there later on is deleted by us. */
  private Future<Void> forget(boolean missing) {
    if (!missing || forgotten) {
      return Future.succeededFuture();
    }
    forgotten = true;
    return contents.forgetDeletions(collection);
  }

  /** Starts a rebuild if nothing else helps. Returns whether one was started. */
  Future<Boolean> end() {
    return newer
        ? new IndexAdministration(tools, contents)
            .reindex(collection)
            .map(begun -> begun.isPresent())
        : Future.succeededFuture(false);
  }
}
