package dev.tidegate.write;

import io.vertx.core.Future;
import java.util.List;

/**
 * Receives the results of writes before the clients do. A read, search, or live query that follows
 * the response then includes the write.
 */
public interface WriteListener {
  /** Result of a listener that has nothing to wait for. */
  Future<Void> DONE = Future.succeededFuture();

  /**
   * Receives the results of one call to the store. Called on the context of the writer.
   *
   * @param results in the order of the commands
   * @return completes when the clients may receive the results; a failure delays nothing
   */
  Future<Void> onResults(List<WriteCommand> commands, List<WriteResult> results);
}
