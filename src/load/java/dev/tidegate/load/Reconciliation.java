package dev.tidegate.load;

import java.util.List;

/**
 * What sessions hold against what the gateway answers to GET, after everything has come to rest.
 *
 * @param lost changes of documents that no message told their session, neither alone nor merged
 * @param ahead changes that a session was told and GET does not know
 * @param stale pairs of session and document that are not as GET answers, in revision or content
 * @param pairs looked at
 */
record Reconciliation(long lost, long ahead, long stale, long pairs) {
  /** One session's end of it. */
  interface Held {
    Watch watch();

    long rev(int slot);

    /** How many changes of the document are contained in what the session holds. */
    long counter(int slot);
  }

  /**
   * @param revs as GET answers them, by document
   * @param counters the same
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
