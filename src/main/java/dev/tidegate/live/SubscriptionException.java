package dev.tidegate.live;

import dev.tidegate.wire.Problem;

/** A subscription that can't be had; the session goes on. */
public final class SubscriptionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  SubscriptionException(int status, String code, String title, String detail) {
    super(title, null, false, false);
    this.problem = Problem.of(status, code, title, detail);
  }

  public Problem problem() {
    return problem;
  }
}
