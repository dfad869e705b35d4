package dev.tidegate.client;

/** An error response of the gateway. */
public final class ProblemException extends TidegateException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  private ProblemException(Problem problem, int attempts, boolean outcomeUnknown) {
    super(problem.toString(), null, attempts, outcomeUnknown);
    this.problem = problem;
  }

  /** Returns the failure of one attempt. */
  static ProblemException of(Problem problem, boolean write) {
    int status = problem.status();
    boolean unknown =
        problem.is(Problem.OUTCOME_UNKNOWN) || status == 500 || status == 502 || status == 504;
    return new ProblemException(problem, 1, write && unknown);
  }

  /** Returns the content of the response. */
  public Problem problem() {
    return problem;
  }

  @Override
  TidegateException ofAttempts(int count, boolean unknown) {
    return new ProblemException(problem, count, unknown);
  }
}
