package dev.tidegate.transfer;

import dev.tidegate.exchange.ByteBudget;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Values;
import dev.tidegate.read.DocumentReader;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;

/**
 * Reads documents for one response, slice by slice. A slice has about 256 KiB, or one document. Its
 * bytes are part of the budget until the next slice is asked for. Confined to the event loop.
 */
final class SlicedRead {
  private static final int SLICE_BYTES = 256 << 10;
  private static final int MAX_DOCUMENTS = 64;
  private static final int FIRST_DOCUMENTS = 16;
  private static final int FIRST_GUESS = 2 << 10;

  private final DocumentReader reader;
  private final Collection collection;
  private final ByteBudget.Lease lease;
  private final Context context = Objects.requireNonNull(Vertx.currentContext());
  private int documents = FIRST_DOCUMENTS;
  private long guess = FIRST_GUESS;

  SlicedRead(DocumentReader reader, Collection collection, ByteBudget.Lease lease) {
    this.reader = reader;
    this.collection = collection;
    this.lease = lease;
  }

  /**
   * Returns the states of the first of these ids, at least of one, in their order.
   *
   * @param ids at least one
   * @return fails with 503 {@code overloaded} if there is no room in time
   */
  Future<List<DocumentState>> next(List<String> ids) {
    lease.shrinkTo(0);
    List<String> asked = ids.subList(0, Math.min(documents, ids.size()));
    long expected = guess * asked.size();
    return lease
        .grow(context, expected)
        .compose(granted -> reader.read(collection, asked))
        .map(states -> fitting(states, expected));
  }

  /** Documents beyond the size of a slice are dropped, and read again with the next one. */
  private List<DocumentState> fitting(List<DocumentState> states, long expected) {
    long bytes = 0;
    int count = 0;
    while (count < states.size() && (count == 0 || bytes < SLICE_BYTES)) {
      bytes += bytes(states.get(count));
      count++;
    }
    if (count > 1 && bytes > SLICE_BYTES) {
      count--;
      bytes -= bytes(states.get(count));
    }
    guess = Math.max(1, bytes / count);
    documents = Math.clamp(SLICE_BYTES / guess, 1, MAX_DOCUMENTS);
    if (bytes > expected) {
      lease.force(bytes - expected);
    } else {
      lease.shrinkTo(bytes);
    }
    // A copy: the list would keep the dropped documents in memory.
    return List.copyOf(states.subList(0, count));
  }

  private static long bytes(DocumentState state) {
    Values values = state.values();
    return 256L + (values == null ? 0 : values.memory());
  }
}
