package dev.tidegate.transfer;

import dev.tidegate.exchange.ByteBudget;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Values;
import dev.tidegate.read.DocumentReader;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Reads the documents of one response, and takes their bytes from a budget. A read fails with 503
 * {@code overloaded} if there is no room in time. Confined to the event loop.
 */
public final class MeteredReader implements DocumentReader {
  private static final int PART = 32;
  private static final long FIRST_GUESS = 1 << 10;

  private final DocumentReader reader;
  private final ByteBudget.Lease lease;
  private final Context context = Objects.requireNonNull(Vertx.currentContext());
  private long guess = FIRST_GUESS;
  private long bytes;

  public MeteredReader(DocumentReader reader, ByteBudget.Lease lease) {
    this.reader = reader;
    this.lease = lease;
  }

  /** Bytes of all documents that were read. */
  public long bytes() {
    return bytes;
  }

  @Override
  public DocumentReader atLeast(long rev) {
    return new MeteredReader(reader.atLeast(rev), lease);
  }

  @Override
  public Future<Long> latest() {
    return reader.latest();
  }

  @Override
  public Future<List<DocumentState>> read(Collection collection, List<String> ids) {
    if (ids.size() <= PART) {
      return part(collection, ids);
    }
    return parts(collection, ids, new ArrayList<>(ids.size()));
  }

  private Future<List<DocumentState>> parts(
      Collection collection, List<String> ids, List<DocumentState> found) {
    int from = found.size();
    if (from == ids.size()) {
      return Future.succeededFuture(found);
    }
    return part(collection, ids.subList(from, Math.min(ids.size(), from + PART)))
        .compose(
            states -> {
              found.addAll(states);
              return parts(collection, ids, found);
            });
  }

  private Future<List<DocumentState>> part(Collection collection, List<String> ids) {
    long expected = guess * ids.size();
    return lease
        .grow(context, expected)
        .compose(granted -> reader.read(collection, ids))
        .map(
            states -> {
              account(states, expected);
              return states;
            });
  }

  private void account(List<DocumentState> states, long expected) {
    long actual = 0;
    for (DocumentState state : states) {
      Values values = state.values();
      actual += 256L + (values == null ? 0 : values.memory());
    }
    bytes += actual;
    guess = actual / Math.max(1, states.size());
    if (actual > expected) {
      lease.force(actual - expected);
    } else {
      lease.shrink(expected - actual);
    }
  }
}
