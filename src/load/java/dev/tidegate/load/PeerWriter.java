package dev.tidegate.load;

import java.util.function.LongSupplier;

/** Publisher of changes at planned times, or with a fixed number of undelivered changes. */
final class PeerWriter implements Loop.Driver {
  private static final int PORTIONS = 4;

  private final Loop loop;
  private final Peer.Publisher publisher;
  private final BulkLoad.Pace pace;
  private final SentChanges sent;
  private final int[] watchers;
  private final double averageWatchers;
  private final LongSupplier covered;
  private final Skew skew;
  private final Stats.Counter written;
  private long start;
  private long issued;
  private long pairs;

  /**
   * Creates a publisher.
   *
   * @param watchers number of watching sessions by document
   * @param covered number of deliveries so far
   */
  PeerWriter(
      Loop loop,
      Peer.Publisher publisher,
      BulkLoad.Pace pace,
      SentChanges sent,
      int[] watchers,
      LongSupplier covered) {
    this.loop = loop;
    this.publisher = publisher;
    this.pace = pace;
    this.sent = sent;
    this.watchers = watchers;
    this.covered = covered;
    long sum = 0;
    for (int count : watchers) {
      sum += count;
    }
    averageWatchers = Math.max(1e-9, (double) sum / watchers.length);
    skew = Skew.zipf(watchers.length, 0);
    written = loop.stats().count("written");
  }

  void start() {
    start = System.nanoTime();
    loop.add(this);
  }

  void stop() {
    loop.remove(this);
  }

  /** Deliveries that are due, merged ones included. */
  long expectedPairs() {
    return pairs;
  }

  @Override
  public long drive(long nanos) {
    return switch (pace) {
      case BulkLoad.Pace.Open open -> driveOpen(open.schedule(), nanos);
      case BulkLoad.Pace.Window window -> driveWindow(window.inFlight(), nanos);
    };
  }

  private long driveOpen(Schedule schedule, long nanos) {
    long due = start + schedule.dueNanos(issued);
    if (due > nanos) {
      return due;
    }
    for (; due <= nanos; due = start + schedule.dueNanos(issued)) {
      publish(due);
    }
    publisher.flush();
    return due;
  }

  private long driveWindow(int inFlight, long nanos) {
    int portion = Math.ceilDiv(inFlight, PORTIONS);
    while (inFlight - (pairs - covered.getAsLong()) / averageWatchers >= portion) {
      for (int i = 0; i < portion; i++) {
        publish(nanos);
      }
      publisher.flush();
    }
    return Long.MAX_VALUE;
  }

  private void publish(long planned) {
    int document = skew.pick(issued++);
    pairs += watchers[document];
    publisher.publish(document, sent.add(document, planned));
    written.add(1);
  }
}
