package dev.tidegate.livequery;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counters of the live queries. For any thread. */
public final class QueryFigures {
  private final AtomicLong queries = new AtomicLong();
  private final LongAdder considered = new LongAdder();
  private final LongAdder held = new LongAdder();
  private final LongAdder finds = new LongAdder();

  /** Distinct live queries. */
  public long queries() {
    return queries.get();
  }

  /** Returns the number of evaluated documents. */
  public long considered() {
    return considered.sum();
  }

  /** Returns the number of evaluations of a document by a query. */
  public long evaluations() {
    return held.sum();
  }

  /** Times that the index was asked. */
  public long finds() {
    return finds.sum();
  }

  void queries(int now) {
    queries.set(now);
  }

  void considered(int queriesHeld) {
    considered.increment();
    held.add(queriesHeld);
  }

  void found() {
    finds.increment();
  }
}
