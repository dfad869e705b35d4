package dev.tidegate.write;

import dev.tidegate.model.Shards;
import dev.tidegate.model.StoreUnavailableException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Entry point for writes. It groups single writes into calls to the store, and notifies the
 * listeners of all results before the clients. Confined to its context.
 *
 * <p>A group contains the writes of one event-loop turn, or those that arrive during a call. The
 * requests share the cost of the call. A single write waits only for the end of the turn.
 */
public final class WriteService {
  /** Maximum commands in one call: Redis serves no other client meanwhile. */
  static final int GROUP = 128;

  /** Maximum bytes in one call, unless a single command has more. */
  static final int GROUP_BYTES = 512 << 10;

  private record Waiting(WriteCommand command, Promise<WriteResult> result) {}

  private final DocumentStore store;
  private final Shards shards;
  private final Context context;
  private final int maxWaiting;
  private final List<WriteListener> listeners;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private boolean busy;

  /**
   * Creates the service of one context.
   *
   * @param maxWaiting number of single writes that may wait; further ones fail at once
   * @param listeners in the order in which they receive results
   */
  public WriteService(
      DocumentStore store,
      Shards shards,
      Context context,
      int maxWaiting,
      List<WriteListener> listeners) {
    this.store = store;
    this.shards = shards;
    this.context = context;
    this.maxWaiting = maxWaiting;
    this.listeners = List.copyOf(listeners);
  }

  /** The shards of the store. */
  Shards shards() {
    return shards;
  }

  /**
   * Applies one command, together with others that arrive at the same time.
   *
   * @return fails as {@link DocumentStore#write} does
   */
  public Future<WriteResult> write(WriteCommand command) {
    if (waiting.size() >= maxWaiting) {
      return Future.failedFuture(
          new StoreUnavailableException(
              "Limit of waiting writes reached (%,d).".formatted(maxWaiting)));
    }
    Promise<WriteResult> result = Promise.promise();
    waiting.add(new Waiting(command, result));
    if (!busy) {
      busy = true;
      context.runOnContext(nothing -> send());
    }
    return result.future();
  }

  /** Applies a group of commands at once; see {@link DocumentStore#write}. */
  Future<List<WriteResult>> write(List<WriteCommand> commands) {
    // Composed, so that an exception becomes a failure as well.
    return Future.succeededFuture()
        .compose(nothing -> store.write(commands))
        .compose(results -> notifyListeners(commands, results));
  }

  private Future<List<WriteResult>> notifyListeners(
      List<WriteCommand> commands, List<WriteResult> results) {
    Future<List<WriteResult>> all = Future.succeededFuture(results);
    for (WriteListener listener : listeners) {
      Future<Void> done = listener.onResults(commands, results);
      if (!done.isComplete()) {
        Future<List<WriteResult>> before = all;
        all = done.transform(ignored -> before);
      }
    }
    return all;
  }

  private void send() {
    if (waiting.isEmpty()) {
      busy = false;
      return;
    }
    List<Waiting> group = next();
    write(group.stream().map(Waiting::command).toList())
        .onComplete(
            done -> {
              settle(group, done);
              send();
            });
  }

  private List<Waiting> next() {
    List<Waiting> group = new ArrayList<>(Math.min(GROUP, waiting.size()));
    int bytes = 0;
    while (group.size() < GROUP && !waiting.isEmpty()) {
      bytes += waiting.getFirst().command().bytes();
      if (bytes > GROUP_BYTES && !group.isEmpty()) {
        break;
      }
      group.add(waiting.remove());
    }
    return group;
  }

  private static void settle(List<Waiting> group, AsyncResult<List<WriteResult>> done) {
    for (int i = 0; i < group.size(); i++) {
      Promise<WriteResult> result = group.get(i).result();
      if (done.succeeded()) {
        result.complete(done.result().get(i));
      } else {
        result.fail(done.cause());
      }
    }
  }
}
