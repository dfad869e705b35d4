package dev.tidegate.livequery;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What live queries do, for whoever asks on whichever thread. */
public final class QueryFigures {
  private final AtomicLong queries = new AtomicLong();
  private final LongAdder considered = new LongAdder();
  private final LongAdder held = new LongAdder();
  private final LongAdder finds = new LongAdder();

  /** Distinct live queries. */
  public long queries() {
    return queries.get();
  }

  /** Documents held against live queries. */
  public long considered() {
    return considered.sum();
  }

  /** Live queries that documents were held against. */
  public long held() {
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
