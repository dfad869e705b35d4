package dev.tidegate.testing;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.read.DocumentReader;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Documents in memory. A test may delay the reads, or let them fail. */
public final class MemoryReader implements DocumentReader {
  private final Map<DocumentKey, DocumentState> states = new HashMap<>();
  private final Queue<Runnable> delayed = new ArrayDeque<>();
  private boolean delaying;
  private int reads;

  public void put(DocumentState state) {
    states.put(state.key(), state);
  }

  /** Delays the reads from now on, until {@link #finish}. */
  public void delay() {
    delaying = true;
  }

  /** Finishes all delayed reads with the documents as they are now. */
  public void finish() {
    delaying = false;
    for (Runnable read = delayed.poll(); read != null; read = delayed.poll()) {
      read.run();
    }
  }

  /** Returns the number of reads that were started. */
  public int reads() {
    return reads;
  }

  @Override
  public Future<List<DocumentState>> read(Collection collection, List<String> ids) {
    reads++;
    if (!delaying) {
      return Future.succeededFuture(find(collection, ids));
    }
    Promise<List<DocumentState>> found = Promise.promise();
    delayed.add(() -> found.complete(find(collection, ids)));
    return found.future();
  }

  private List<DocumentState> find(Collection collection, List<String> ids) {
    return ids.stream()
        .map(id -> new DocumentKey(collection.name(), id))
        .map(key -> states.getOrDefault(key, new DocumentState(key, 1, null)))
        .toList();
  }

  @Override
  public Future<Long> latest() {
    return Future.succeededFuture(
        states.values().stream().mapToLong(DocumentState::rev).max().orElse(0));
  }
}
