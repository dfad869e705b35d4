package dev.tidegate.write;

import io.vertx.core.Future;
import java.util.List;

/** Port to the store, which decides on writes and applies them. */
@FunctionalInterface
public interface DocumentStore {

  /**
   * Applies commands in one call. Commands of one shard are applied in their order, each completely
   * or not at all.
   *
   * @return the results, in the order of the commands. Fails as a whole: with {@link
   *     dev.tidegate.model.StoreUnavailableException} if no command was applied, with {@link
   *     dev.tidegate.model.OutcomeUnknownException} if this is unknown.
   */
  Future<List<WriteResult>> write(List<WriteCommand> commands);
}
