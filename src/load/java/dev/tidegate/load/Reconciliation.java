package dev.tidegate.load;

import java.util.List;

/**
 * Comparison of the states of sessions with the responses to GET, after all changes have arrived.
 *
 * @param lost changes that a session did not receive, neither alone nor merged
 * @param ahead changes that a session received and GET does not have
 * @param stale pairs of session and document that differ from GET, in revision or content
 * @param pairs number of compared pairs
 */
record Reconciliation(long lost, long ahead, long stale, long pairs) {
  /** One session's end of it. */
  interface Held {
    Watch watch();

    long rev(int slot);

    /** Returns the number of changes of the document in the state of the session. */
    long counter(int slot);
  }

  /**
   * Compares the sessions.
   *
   * @param revs revisions from GET, by document
   * @param counters counters from GET, by document
   */
  static Reconciliation of(List<? extends Held> sessions, long[] revs, long[] counters) {
    long lost = 0;
    long ahead = 0;
    long stale = 0;
    long pairs = 0;
    for (Held session : sessions) {
      Watch watch = session.watch();
      for (int slot = 0; slot < watch.count(); slot++) {
        int document = watch.document(slot);
        long missing = counters[document] - session.counter(slot);
        // An `every` session begins without a snapshot: it knows no revision of what did not move.
        boolean unknown = watch.every() && session.rev(slot) == 0 && counters[document] == 0;
        lost += Math.max(0, missing);
        ahead += Math.max(0, -missing);
        stale += missing != 0 || (!unknown && session.rev(slot) != revs[document]) ? 1 : 0;
        pairs++;
      }
    }
    return new Reconciliation(lost, ahead, stale, pairs);
  }
}
