package dev.tidegate.write;

import dev.tidegate.model.DocumentKey;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives the store the single writes of one turn of the event loop together: what a call costs
 * gateway and store is shared by the requests that came at once, and one that came alone waits for
 * nothing but the end of the turn. Confined to its context.
 */
public final class GroupedWrites implements DocumentStore {
  /** Commands in one call: its time is what everybody else waits for. */
  private static final int GROUP = 128;

  private record Waiting(WriteCommand command, Promise<WriteResult> result) {}

  private final DocumentStore store;
  private final Context context;
  private List<Waiting> waiting = new ArrayList<>();

  public GroupedWrites(DocumentStore store, Context context) {
    this.store = store;
    this.context = context;
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
    if (waiting.isEmpty()) {
      context.runOnContext(nothing -> flush());
    }
    Promise<WriteResult> result = Promise.promise();
    waiting.add(new Waiting(command, result));
    return result.future();
  }

  private void flush() {
    List<Waiting> all = waiting;
    waiting = new ArrayList<>();
    for (int from = 0; from < all.size(); from += GROUP) {
      send(all.subList(from, Math.min(all.size(), from + GROUP)));
    }
  }

  private void send(List<Waiting> group) {
    List<WriteCommand> commands = group.stream().map(Waiting::command).toList();
    // Composed, so that an exception, too, is an answer to each of them.
    Future.succeededFuture()
        .compose(nothing -> store.write(commands))
        .onComplete(done -> settle(group, done));
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
