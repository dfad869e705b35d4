package dev.tidegate.load;

import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/** State of one subscriber: the counter of each document, which shows missing changes. */
final class PeerSession implements Peer.Listener, ChangeScanner.Sink {
  private final Loop loop;
  private final Watch watch;
  private final PeerSessions all;
  private final SentChanges sent;
  private final boolean merges;
  private final AtomicLong covered;
  private final long[] counters;
  private final Histogram latency;
  private final Stats.Counter delivered;
  private boolean leaving;
  private long receivedNanos;

  PeerSession(
      Loop loop,
      Watch watch,
      PeerSessions all,
      AtomicLong covered,
      SentChanges sent,
      boolean merges) {
    this.loop = loop;
    this.watch = watch;
    this.all = all;
    this.covered = covered;
    this.sent = sent;
    this.merges = merges && !watch.every();
    counters = new long[watch.count()];
    latency = loop.stats().latency("delivery");
    delivered = loop.stats().count("delivered");
  }

  Watch watch() {
    return watch;
  }

  long counter(int slot) {
    return counters[slot];
  }

  void leave() {
    leaving = true;
  }

  @Override
  public void ready() {
    all.ready();
  }

  @Override
  public void message(byte[] bytes, int from, int to) {
    receivedNanos = System.nanoTime();
    ChangeScanner.scan(bytes, from, to, this);
  }

  @Override
  public void change(int document, long rev, long counter) {
    int slot = watch.slot(document);
    if (slot < 0 || counter <= 0) { // 0 is a document's creation
      return;
    }
    long step = counter - counters[slot];
    if (step <= 0) {
      loop.stats().count("repeated").add(1);
      return;
    }
    counters[slot] = counter;
    delivered.add(1);
    if (step > 1) {
      loop.stats().count(merges ? "merged" : "gaps").add(step - 1);
    }
    covered.setOpaque(covered.getPlain() + step);
    Stats.record(latency, (receivedNanos - sent.nanos(document, counter)) / 1000);
  }

  @Override
  public void ended(String why) {
    if (!leaving) {
      loop.stats().error("session " + why);
      all.lost();
    }
  }
}
