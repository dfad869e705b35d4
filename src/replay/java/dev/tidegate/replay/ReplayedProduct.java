package dev.tidegate.replay;

import dev.tidegate.client.BulkOperation;
import dev.tidegate.client.BulkResult;
import dev.tidegate.client.BulkStream;
import dev.tidegate.client.CollectionClient;
import dev.tidegate.client.Problem;
import dev.tidegate.client.ProblemException;
import dev.tidegate.client.TidegateException;
import dev.tidegate.replay.LinePlan.Adjustment;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Applies lines to one product, one at a time: creates it if it is unknown, sets the price of the
 * line, then takes its quantity.
 */
final class ReplayedProduct {
  /** Between two of them, another client has changed {@code sold}. */
  private static final int MOST_LOOKS = 20;

  private final CollectionClient products;
  private final BulkStream writes;
  private final Tally tally;
  private final String run;
  private final NewProduct fresh;
  private final String id;
  private @Nullable ProductState state;

  /**
   * Creates a product without a known state.
   *
   * @param run prefix of every idempotency key
   * @param fresh the document to create if there is none
   */
  ReplayedProduct(
      CollectionClient products,
      BulkStream writes,
      Tally tally,
      String run,
      NewProduct fresh,
      String id) {
    this.products = products;
    this.writes = writes;
    this.tally = tally;
    this.run = run;
    this.fresh = fresh;
    this.id = id;
  }

  /** Applies a line. The future fails only if the replay can't continue. */
  CompletableFuture<LineResult> apply(OrderLine line) {
    return known(line)
        .thenCompose(known -> setPrice(line, known))
        .thenCompose(known -> takeQuantity(line, 0))
        .exceptionally(
            failure -> {
              if (failure.getCause() instanceof RefusedException refused) {
                return new LineResult.Failed(String.valueOf(refused.getMessage()));
              }
              throw new CompletionException(failure.getCause());
            });
  }

  private CompletableFuture<ProductState> known(OrderLine line) {
    ProductState known = state;
    return known != null ? CompletableFuture.completedFuture(known) : create(line);
  }

  private CompletableFuture<ProductState> create(OrderLine line) {
    return write(BulkOperation.create(id, fresh), line, "create")
        .thenCompose(
            result -> {
              if (problem(result, "revision_mismatch") != null) {
                tally.found();
                return look();
              }
              requireWritten(result, "creating " + id);
              tally.created();
              return CompletableFuture.completedFuture(
                  remember(new ProductState(0, fresh.price())));
            });
  }

  private CompletableFuture<ProductState> look() {
    String request = "reading " + id;
    return products
        .get(id)
        .exceptionally(
            failure -> {
              throw unreadable(request, failure.getCause());
            })
        .thenApply(found -> found.orElseThrow(() -> new RefusedException(request, "404 not_found")))
        .thenApply(found -> remember(ProductState.of(found.doc())));
  }

  private static RuntimeException unreadable(String request, @Nullable Throwable cause) {
    if (cause instanceof ProblemException error && error.problem().status() < 500) {
      return refused(request, error.problem());
    }
    return cause instanceof TidegateException failure
        ? gaveUp(failure)
        : new ReplayException(request + " failed: " + cause);
  }

  private CompletableFuture<ProductState> setPrice(OrderLine line, ProductState known) {
    Long pence = LinePlan.of(line, known).newPence();
    if (pence == null) {
      return CompletableFuture.completedFuture(known);
    }
    return write(BulkOperation.patch(id, Map.of("price", pence)), line, "price")
        .thenApply(
            result -> {
              requireWritten(result, "pricing " + id);
              tally.priced();
              return remember(known.priced(pence));
            });
  }

  private CompletableFuture<LineResult> takeQuantity(OrderLine line, int looks) {
    ProductState known = Objects.requireNonNull(state);
    Adjustment adjustment = LinePlan.of(line, known).adjustment();
    if (adjustment == null) {
      return CompletableFuture.completedFuture(new LineResult.Ignored());
    }
    // Another client may have sold more meanwhile: then more can be given back.
    if (adjustment.sold() != line.quantity() && looks == 0) {
      return look().thenCompose(current -> takeQuantity(line, 1));
    }
    // Another body needs another key, although a rejected write is not stored.
    return write(BulkOperation.adjust(id, adjustment), line, "adjust" + looks)
        .thenCompose(
            result -> {
              if (adjustment.stock() < 0 && outOfBounds(result, "/stock")) {
                return CompletableFuture.completedFuture(new LineResult.RefusedForStock());
              }
              if (adjustment.sold() < 0 && outOfBounds(result, "/sold") && looks < MOST_LOOKS) {
                return look().thenCompose(current -> takeQuantity(line, looks + 1));
              }
              requireWritten(result, "adjusting " + id);
              tally.adjusted();
              remember(known.adjusted(adjustment));
              return CompletableFuture.completedFuture(new LineResult.Applied());
            });
  }

  private CompletableFuture<BulkResult> write(BulkOperation write, OrderLine line, String step) {
    return writes.write(write.withKey(run + "-" + line.number() + "-" + step));
  }

  private ProductState remember(ProductState now) {
    state = now;
    return now;
  }

  private static boolean outOfBounds(BulkResult result, String pointer) {
    Problem problem = problem(result, "out_of_bounds");
    return problem != null
        && !problem.errors().isEmpty()
        && problem.errors().getFirst().pointer().equals(pointer);
  }

  private static @Nullable Problem problem(BulkResult result, String code) {
    return result instanceof BulkResult.Rejected rejected && rejected.problem().is(code)
        ? rejected.problem()
        : null;
  }

  private static void requireWritten(BulkResult result, String request) {
    switch (result) {
      case BulkResult.Written written -> {}
      case BulkResult.Rejected rejected -> throw refused(request, rejected.problem());
      case BulkResult.Failed failed -> throw gaveUp(failed.cause());
    }
  }

  private static ReplayException gaveUp(TidegateException cause) {
    return new ReplayException(
        "gave up after " + cause.attempts() + " attempts: " + cause.getMessage());
  }

  /** Returns the failure of the line, or of the replay if no other request can succeed either. */
  private static RuntimeException refused(String request, Problem problem) {
    boolean hopeless =
        problem.status() == 401 || problem.status() == 403 || problem.is("unknown_collection");
    return hopeless
        ? new ReplayException("the gateway answered " + problem)
        : new RefusedException(request, problem);
  }
}
