/** An answer of RFC 9457, thrown. `code` is stable and meant for programs. */
export class ProblemError extends Error {
  /** @param {Partial<import('./types.js').Problem>} problem */
  constructor(problem) {
    super(problem.detail ?? problem.title ?? 'the request failed');
    this.name = 'ProblemError';
    this.problem = problem;
    this.status = problem.status ?? 0;
    this.code = problem.code ?? 'unknown';
  }

  /** After how many milliseconds trying again may help; undefined where the gateway gave no hint. */
  get retryAfterMs() {
    return this.problem.retry_after_ms;
  }
}
