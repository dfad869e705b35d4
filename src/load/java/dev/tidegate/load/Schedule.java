package dev.tidegate.load;

/**
 * Arrival times of an open load: a pure function, independent of the run.
 *
 * @param perSecond arrivals a second, above 0
 * @param jitter 0 for even gaps; up to 1 moves each arrival within that share of its gap
 */
record Schedule(double perSecond, double jitter) {
  Schedule {
    if (!(perSecond > 0)) {
      throw new UsageException("rate must be above 0, not " + perSecond);
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new UsageException("jitter must be 0 to 1, not " + jitter);
    }
  }

  /** Nanoseconds after the start at which arrival {@code index} (from 0) is due. Never falls. */
  long dueNanos(long index) {
    double moved = jitter == 0 ? 0 : jitter * Skew.fraction(index);
    return (long) ((index + moved) * (1e9 / perSecond));
  }
}
