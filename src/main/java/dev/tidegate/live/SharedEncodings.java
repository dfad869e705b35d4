package dev.tidegate.live;

import dev.tidegate.feed.ChangeBatch;
import org.jspecify.annotations.Nullable;

/**
 * Where the event loops find what another one has encoded: with the batch dispatched last, and only
 * as long as it is the last.
 */
final class SharedEncodings {
  private @Nullable ChangeBatch latest;

  void dispatching(ChangeBatch batch) {
    latest = batch;
  }

  EncodedChange get(Encoding encoding) {
    ChangeBatch batch = latest;
    return batch == null ? encoding.encoded() : batch.derive(encoding);
  }
}
