package dev.tidegate.load;

import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** A watching session with the last received revision and counter of each document. */
final class WatchingSession extends LiveConnection
    implements ChangeScanner.Sink, Reconciliation.Held {
  /** Listener to the life of a session, called on its loop. */
  interface Listener {
    /** Subscribed, and the whole snapshot is there. */
    void ready(WatchingSession session);

    void gone(WatchingSession session, String why);
  }

  private final Watch watch;
  private final Listener listener;
  private final AtomicLong covered;
  private final long @Nullable [] have;
  private final long[] revs;
  private final long[] counters;
  private final Histogram latency;
  private final Stats.Counter delivered;
  private final Stats.Counter merged;
  private final Stats.Counter messages;
  private boolean snapshot;
  private boolean ready;
  private boolean leaving;
  private int snapshotDocuments;
  private long planned;

  /**
   * Creates a session.
   *
   * @param covered grows by the changes that were delivered or merged into a delivered one
   * @param have state of an earlier session, to resume from
   */
  WatchingSession(
      Loop loop,
      Target target,
      Watch watch,
      @Nullable WatchingSession have,
      AtomicLong covered,
      Listener listener) {
    super(loop, target);
    this.watch = watch;
    this.listener = listener;
    this.covered = covered;
    this.have = have == null ? null : have.revs.clone();
    revs = have == null ? new long[watch.count()] : have.revs;
    counters = have == null ? new long[watch.count()] : have.counters;
    latency = loop.stats().latency("delivery");
    delivered = loop.stats().count("delivered");
    merged = loop.stats().count("merged");
    messages = loop.stats().count("messages");
  }

  @Override
  public Watch watch() {
    return watch;
  }

  @Override
  public long rev(int slot) {
    return revs[slot];
  }

  @Override
  public long counter(int slot) {
    return counters[slot];
  }

  boolean isReady() {
    return ready;
  }

  /** Documents that the snapshots carried. */
  int snapshotDocuments() {
    return snapshotDocuments;
  }

  /** Sets the planned time of the connection, as {@link System#nanoTime}. */
  void plan(long nanos) {
    planned = nanos;
  }

  /** From when it was meant to connect to its whole snapshot. */
  void recordReady() {
    Stats.record(loop.stats().latency("ready"), (System.nanoTime() - planned) / 1000);
  }

  /** Ends without a farewell, as a browser that is closed. */
  void leave() {
    leaving = true;
    end("left");
  }

  /** Ends with a close frame; the gateway then closes the connection. */
  void bid() {
    leaving = true;
    sendClose();
  }

  @Override
  protected void message(byte[] bytes, int from, int to) {
    messages.add(1);
    // {"type":"update" ...: the first two letters distinguish the types.
    switch ((char) bytes[from + 9]) {
      case 'u' -> scan(bytes, from, to);
      case 'e' -> {
        if (bytes[from + 10] == 'v') {
          scan(bytes, from, to);
        } else {
          loop.stats().error("error message: " + text(bytes, from, to));
        }
      }
      case 's' -> {
        if (bytes[from + 10] == 'n') {
          snapshot(bytes, from, to);
        } else if (watch.every()) {
          becomeReady();
        }
      }
      case 'w' -> sendText(watch.subscribe(have));
      case 'h', 'p' -> {}
      default -> loop.stats().error("message: " + text(bytes, from, to));
    }
  }

  private void snapshot(byte[] bytes, int from, int to) {
    snapshot = true;
    scan(bytes, from, to);
    snapshot = false;
    String end =
        new String(
            bytes,
            Math.max(from, to - 40),
            Math.min(40, to - from),
            java.nio.charset.StandardCharsets.US_ASCII);
    if (end.contains("\"last\":true")) {
      becomeReady();
    }
  }

  private void becomeReady() {
    if (!ready) {
      ready = true;
      listener.ready(this);
    }
  }

  private void scan(byte[] bytes, int from, int to) {
    int foreign = ChangeScanner.scan(bytes, from, to, this);
    if (foreign > 0) {
      loop.stats().count("foreign changes").add(foreign);
    }
  }

  @Override
  public void change(int document, long rev, long counter) {
    int slot = watch.slot(document);
    if (slot < 0) {
      loop.stats().count("foreign changes").add(1);
      return;
    }
    if (rev <= revs[slot]) {
      if (!snapshot) {
        loop.stats().count("repeated").add(1);
      }
      return;
    }
    revs[slot] = rev;
    if (snapshot || counter <= 0) { // 0 is the document's creation
      snapshotDocuments += snapshot ? 1 : 0;
      counters[slot] = Math.max(counter, 0);
      return;
    }
    long step = counter - counters[slot];
    counters[slot] = counter;
    delivered.add(1);
    if (step > 1) {
      if (watch.every()) {
        loop.stats().count("gaps").add(step - 1);
      } else {
        merged.add(step - 1);
      }
    }
    covered.setOpaque(covered.getPlain() + step);
    Stats.record(latency, loop.receivedMicros() - rev);
  }

  @Override
  protected void ended(String why) {
    if (!leaving) {
      loop.stats().error("session " + why);
      listener.gone(this, why);
    }
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(
        bytes, from, Math.min(200, to - from), java.nio.charset.StandardCharsets.UTF_8);
  }
}
