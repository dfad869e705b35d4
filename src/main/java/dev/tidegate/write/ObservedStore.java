package dev.tidegate.write;

import dev.tidegate.model.DocumentKey;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BiConsumer;

/** Tells what became of each write before the writer hears of it. */
public final class ObservedStore implements DocumentStore {
  private final DocumentStore store;
  private final BiConsumer<WriteCommand, WriteResult> observer;

  /**
   * @param observer called on the writer's context
   */
  public ObservedStore(DocumentStore store, BiConsumer<WriteCommand, WriteResult> observer) {
    this.store = store;
    this.observer = observer;
  }

  @Override
  public int shards() {
    return store.shards();
  }

  @Override
  public int shardOf(DocumentKey key) {
    return store.shardOf(key);
  }

  @Override
  public Future<List<WriteResult>> write(List<WriteCommand> commands) {
    return store
        .write(commands)
        .map(
            results -> {
              for (int i = 0; i < results.size(); i++) {
                observer.accept(commands.get(i), results.get(i));
              }
              return results;
            });
  }
}
