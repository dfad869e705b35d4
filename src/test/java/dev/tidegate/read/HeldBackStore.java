package dev.tidegate.read;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Values;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Store whose reads return its state at the time of the call, when the test lets them complete. */
final class HeldBackStore implements DocumentReader {
  private final Map<String, DocumentState> documents = new HashMap<>();
  private final Deque<Runnable> answers = new ArrayDeque<>();
  private long clock;
  private int reads;
  private @Nullable Throwable failing;

  void put(Collection collection, String id, long rev, Values values) {
    documents.put(id, new DocumentState(new DocumentKey(collection.name(), id), rev, values));
    clock = rev;
  }

  /** Returns the number of documents that were read. */
  int reads() {
    return reads;
  }

  /** Completes the oldest read. */
  void answer() {
    answers.removeFirst().run();
  }

  @Override
  public Future<List<DocumentState>> read(Collection collection, List<String> ids) {
    reads += ids.size();
    List<DocumentState> found = ids.stream().map(id -> state(collection, id)).toList();
    Promise<List<DocumentState>> promise = Promise.promise();
    answers.add(
        () -> {
          if (failing == null) {
            promise.complete(found);
          } else {
            promise.fail(failing);
          }
        });
    return promise.future();
  }

  /** Fails the oldest read. */
  void fail(Throwable failure) {
    failing = failure;
    answer();
    failing = null;
  }

  private DocumentState state(Collection collection, String id) {
    DocumentState absent = new DocumentState(new DocumentKey(collection.name(), id), clock, null);
    return documents.getOrDefault(id, absent);
  }

  @Override
  public Future<Long> latest() {
    return Future.succeededFuture(clock);
  }
}
