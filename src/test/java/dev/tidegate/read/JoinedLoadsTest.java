package dev.tidegate.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tidegate.feed.FeedStatus;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Shards;
import dev.tidegate.testing.Schemas;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reads that wait for a read of another event loop. */
@ExtendWith(VertxExtension.class)
class JoinedLoadsTest {
  private static final Collection ITEMS = Schemas.products("items");
  private static final DocumentKey KEY = new DocumentKey("items", "p1");
  private static final DocumentState STATE = new DocumentState(KEY, 7, null);

  private final NearCache cache =
      new NearCache(1 << 20, new Shards(1), new FeedStatus(() -> Instant.EPOCH));

  /** Store that must not be read. */
  private static final class Unused implements DocumentReader {
    @Override
    public Future<List<DocumentState>> read(Collection collection, List<String> ids) {
      return Future.failedFuture("read " + ids);
    }

    @Override
    public Future<Long> latest() {
      return Future.failedFuture("latest");
    }
  }

  @Test
  void findsWhatEndsElsewhereWhileItIsBeingPutTogether(Vertx vertx, VertxTestContext test) {
    PendingRead other = new PendingRead();
    assertNull(cache.begin(KEY, other));
    Context context = vertx.getOrCreateContext();
    context.runOnContext(
        turn ->
            readMeanwhile(context, other)
                .onComplete(
                    test.succeeding(
                        read ->
                            test.verify(
                                () -> {
                                  assertThat(read).containsExactly(STATE);
                                  test.completeNow();
                                }))));
  }

  private Future<List<DocumentState>> readMeanwhile(Context context, PendingRead other) {
    MissedDocuments missed = new MissedDocuments(cache, context, new DocumentState[1]);
    missed.add(0, KEY, 0, false);
    CompletableFuture.runAsync(() -> cache.loaded(KEY, other, STATE)).join();
    // Copies the states immediately, as callers do: all must be present by then.
    return missed.read(ITEMS, new Unused()).map(List::copyOf);
  }
}
