package dev.tidegate.live;

import dev.tidegate.wire.Problem;

/** Rejection of a subscription. The session continues. */
public final class SubscriptionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  SubscriptionException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
