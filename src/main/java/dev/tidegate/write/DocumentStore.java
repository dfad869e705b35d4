package dev.tidegate.write;

import dev.tidegate.model.DocumentKey;
import io.vertx.core.Future;
import java.util.List;

/** Where writes are decided and applied. */
public interface DocumentStore {

  int shards();

  int shardOf(DocumentKey key);

  /**
   * Applies commands, those of one shard in their order, each wholly or not at all.
   *
   * @return the results in the same order; fails as a whole with {@link
   *     dev.tidegate.model.StoreUnavailableException} where none was applied and with {@link
   *     dev.tidegate.model.OutcomeUnknownException} where that can't be known
   */
  Future<List<WriteResult>> write(List<WriteCommand> commands);

  default Future<WriteResult> write(WriteCommand command) {
    return write(List.of(command)).map(List::getFirst);
  }
}
