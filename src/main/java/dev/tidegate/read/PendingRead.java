package dev.tidegate.read;

import dev.tidegate.model.DocumentState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Read of a document that is in progress, and its waiting callers. It is detached when a newer
 * revision becomes known: no other caller joins it then, and its result is not cached. Usable on
 * any thread.
 */
final class PendingRead {
  private final CompletableFuture<DocumentState> found = new CompletableFuture<>();
  private boolean detached;

  /** Detaches the read. After the return, its result is not cached. */
  synchronized void detach() {
    detached = true;
  }

  /** Runs {@code keep}, unless detached; returns whether it did. */
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
