package dev.tidegate.client;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A write of a bulk stream, until its result is known. Not thread-safe. */
final class PendingWrite {
  private final String id;
  private final boolean repeatable;
  private final byte[] line;
  private final CompletableFuture<BulkResult> result = new CompletableFuture<>();
  private int attempts;
  private long deadline;
  private boolean outcomeUnknown;
  private @Nullable TidegateException failure;
  private @Nullable BulkResult outcome;

  PendingWrite(BulkOperation operation) {
    this.id = operation.id();
    this.repeatable = operation.hasKey();
    this.line = operation.line();
  }

  String id() {
    return id;
  }

  byte[] line() {
    return line;
  }

  CompletableFuture<BulkResult> result() {
    return result;
  }

  /** Returns the failure of the last attempt. */
  TidegateException lastFailure() {
    return Objects.requireNonNull(failure);
  }

  boolean hasOutcome() {
    return outcome != null;
  }

  /** Returns whether the gateway has accepted or rejected the write. */
  boolean isAnswered() {
    return outcome instanceof BulkResult.Written || outcome instanceof BulkResult.Rejected;
  }

  /** Records that the write becomes part of a request. */
  void startAttempt(RetryPolicy policy) {
    attempts++;
    failure = null;
    if (attempts == 1) {
      deadline = policy.deadline();
    }
  }

  void written(long rev) {
    outcome = new BulkResult.Written(id, rev);
  }

  /** Records the failure of an attempt, which is final unless the policy allows a retry. */
  void failed(TidegateException cause, RetryPolicy policy) {
    failure = cause;
    if (policy.allows(cause, repeatable)) {
      outcomeUnknown |= cause.outcomeUnknown();
    } else if (cause instanceof ProblemException error) {
      outcome = new BulkResult.Rejected(id, error.problem());
    } else {
      outcomeUnknown |= cause.outcomeUnknown();
      giveUp(cause);
    }
  }

  /** Returns whether an attempt after the delay starts within the retry time. */
  boolean mayWait(Duration delay) {
    return !RetryPolicy.isAfter(delay, deadline);
  }

  /** Ends the attempts without a final response. */
  void giveUp(TidegateException cause) {
    outcome = new BulkResult.Failed(id, cause.ofAttempts(attempts, outcomeUnknown));
  }

  /** Completes the result with the outcome. */
  void complete() {
    result.complete(Objects.requireNonNull(outcome));
  }
}
