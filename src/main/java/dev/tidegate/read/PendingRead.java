package dev.tidegate.read;

import dev.tidegate.model.DocumentState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One read of a document under way, and all who wait for it. It is detached when something newer
 * than it may find becomes known: nobody joins it from then on, and what it finds is not kept.
 * Usable on any thread.
 */
final class PendingRead {
  private final CompletableFuture<DocumentState> found = new CompletableFuture<>();
  private boolean detached;

  /** Once this returns, nothing of it is kept any more. */
  synchronized void detach() {
    detached = true;
  }

  /** Keeps what was found by {@code keep}, unless detached; tells whether it did. */
  synchronized boolean unlessDetached(Runnable keep) {
    if (!detached) {
      keep.run();
    }
    return !detached;
  }

  void succeed(DocumentState state) {
    found.complete(state);
  }

  void fail(Throwable failure) {
    found.completeExceptionally(failure);
  }

  CompletionStage<DocumentState> found() {
    return found;
  }
}
