package dev.tidegate.write;

import dev.tidegate.model.DocumentKey;
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
 * Gives the store single writes together: those of one turn of the event loop, and while a call is
 * under way those that come meanwhile. What a call costs gateway and store is shared by the
 * requests that it answers; one that comes alone waits for nothing but the end of the turn.
 * Confined to its context.
 */
public final class GroupedWrites implements DocumentStore {
  /** Commands in one call: its time is what everybody else waits for. */
  private static final int GROUP = 128;

  /** Bytes in one call, unless a single command has more. */
  private static final int GROUP_BYTES = 512 << 10;

  private record Waiting(WriteCommand command, Promise<WriteResult> result) {}

  private final DocumentStore store;
  private final Context context;
  private final int limit;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private boolean busy;

  /**
   * @param limit writes that may wait; more are refused at once
   */
  public GroupedWrites(DocumentStore store, Context context, int limit) {
    this.store = store;
    this.context = context;
    this.limit = limit;
  }

  @Override
  public int shards() {
    return store.shards();
  }

  @Override
  public int shardOf(DocumentKey key) {
    return store.shardOf(key);
  }

  /** At once: they are a group already. */
  @Override
  public Future<List<WriteResult>> write(List<WriteCommand> commands) {
    return store.write(commands);
  }

  @Override
  public Future<WriteResult> write(WriteCommand command) {
    if (waiting.size() >= limit) {
      return Future.failedFuture(new StoreUnavailableException("too many writes wait for Redis"));
    }
    Promise<WriteResult> result = Promise.promise();
    waiting.add(new Waiting(command, result));
    if (!busy) {
      busy = true;
      context.runOnContext(nothing -> send());
    }
    return result.future();
  }

  private void send() {
    if (waiting.isEmpty()) {
      busy = false;
      return;
    }
    List<Waiting> group = next();
    List<WriteCommand> commands = group.stream().map(Waiting::command).toList();
    // Composed, so that an exception, too, is an answer to each of them.
    Future.succeededFuture()
        .compose(nothing -> store.write(commands))
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
