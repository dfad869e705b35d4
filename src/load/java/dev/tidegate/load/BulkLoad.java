package dev.tidegate.load;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** Writes by bulk: at planned moments, or as many as keep a number of them under way. */
final class BulkLoad implements Loop.Driver, ChangeScanner.Sink {
  /** Pace of the writes. */
  sealed interface Pace {
    /** Writes at planned times, independent of the gateway, in groups. */
    record Open(Schedule schedule, int together) implements Pace {}

    /** A number of writes without a response or without all deliveries. */
    record Window(int inFlight) implements Pace {}
  }

  private final Loop loop;
  private final Target target;
  private final HttpPool pool;
  private final Pace pace;
  private final Skew skew;
  private final int batch;
  private final int[] watchers;
  private final double averageWatchers;
  private final LongSupplier covered;
  private final byte[][] lines;
  private final long[] accepted;
  private final Histogram latency;
  private final Stats.Counter written;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private long start;
  private long issued;
  private long unanswered;
  private long pairs;
  private long unknown;
  private boolean stopped;
  private int answeredNow;

  /**
   * Creates a load.
   *
   * @param batch maximum number of lines in one request
   * @param watchers number of watching sessions by document
   * @param covered number of deliveries so far
   */
  BulkLoad(
      Loop loop,
      Target target,
      HttpPool pool,
      Pace pace,
      Skew skew,
      int batch,
      int[] watchers,
      LongSupplier covered) {
    this.loop = loop;
    this.target = target;
    this.pool = pool;
    this.pace = pace;
    this.skew = skew;
    this.batch = batch;
    this.watchers = watchers;
    this.covered = covered;
    lines = new byte[watchers.length][];
    accepted = new long[watchers.length];
    long sum = 0;
    for (int i = 0; i < lines.length; i++) {
      sum += watchers[i];
      lines[i] =
          ("{\"op\":\"adjust\",\"id\":\"" + ChangeScanner.id(i) + "\",\"doc\":{\"sold\":1}}\n")
              .getBytes(StandardCharsets.US_ASCII);
    }
    averageWatchers = Math.max(1e-9, (double) sum / watchers.length);
    latency = loop.stats().latency("write");
    written = loop.stats().count("written");
  }

  void start() {
    start = System.nanoTime();
    loop.add(this);
  }

  void stop() {
    stopped = true;
    loop.remove(this);
  }

  boolean isQuiet() {
    return stopped && unanswered == 0;
  }

  /** Deliveries that the accepted writes have to lead to, merged ones included. */
  long expectedPairs() {
    long sum = 0;
    for (int i = 0; i < accepted.length; i++) {
      sum += accepted[i] * watchers[i];
    }
    return sum;
  }

  long accepted(int document) {
    return accepted[document];
  }

  /** Writes of which nobody knows whether they were accepted. */
  long unknown() {
    return unknown;
  }

  @Override
  public long drive(long nanos) {
    return switch (pace) {
      case Pace.Open open -> driveOpen(open.schedule, open.together, nanos);
      case Pace.Window window -> driveWindow(window.inFlight, nanos);
    };
  }

  private long driveOpen(Schedule schedule, int together, long nanos) {
    while (true) {
      long due = start + schedule.dueNanos(issued + together - 1);
      if (due > nanos) {
        return due;
      }
      if (!pool.hasRoom()) {
        return Long.MAX_VALUE; // an answer wakes the loop
      }
      int n = together;
      while (n < batch && start + schedule.dueNanos(issued + n) <= nanos) {
        n++;
      }
      long[] planned = new long[n];
      for (int i = 0; i < n; i++) {
        planned[i] = start + schedule.dueNanos(issued + i);
      }
      send(planned);
    }
  }

  private long driveWindow(int inFlight, long nanos) {
    int least = Math.min(batch, inFlight);
    while (pool.hasRoom()) {
      long untold = (long) ((pairs - covered.getAsLong()) / averageWatchers);
      long room = inFlight - Math.max(unanswered, untold);
      if (room < least) {
        break;
      }
      long[] planned = new long[least];
      java.util.Arrays.fill(planned, nanos);
      send(planned);
    }
    return Long.MAX_VALUE;
  }

  private void send(long[] planned) {
    body.reset();
    int[] documents = new int[planned.length];
    for (int i = 0; i < planned.length; i++) {
      int document = skew.pick(issued++);
      documents[i] = document;
      pairs += watchers[document];
      body.writeBytes(lines[document]);
    }
    unanswered += planned.length;
    byte[] head =
        ("POST "
                + target.path()
                + "/_bulk HTTP/1.1\r\nhost: "
                + target.host()
                + "\r\ncontent-type: application/x-ndjson\r\ncontent-length: "
                + body.size()
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[head.length + body.size()];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body.toByteArray(), 0, request, head.length, body.size());
    pool.request(
        request,
        (status, bytes, from, to) -> answered(planned, documents, status, bytes, from, to));
  }

  private void answered(
      long[] planned, int[] documents, int status, byte[] bytes, int from, int to) {
    unanswered -= planned.length;
    answeredNow = 0;
    if (status == 200) {
      ChangeScanner.scan(bytes, from, to, this);
    } else {
      loop.stats().error("bulk " + (status == 0 ? "without an answer" : "answered " + status));
    }
    long now = System.nanoTime();
    for (int i = 0; i < answeredNow && i < planned.length; i++) {
      Stats.record(latency, (now - planned[i]) / 1000);
    }
    written.add(answeredNow);
    int failed = planned.length - answeredNow;
    if (failed > 0) {
      if (status == 200) {
        loop.stats().count("bulk lines rejected").add(failed);
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        int at = text.indexOf("\"code\":\"");
        loop.stats()
            .error(
                "bulk line " + (at < 0 ? "" : text.substring(at + 8, text.indexOf('"', at + 8))));
      }
      unknown += failed;
      // Their places in the window are freed, with any outcome.
      for (int i = 0; i < documents.length; i++) {
        pairs -= (long) watchers[documents[i]] * failed / documents.length;
      }
    }
  }

  /** A line of an answer: this write was accepted. */
  @Override
  public void change(int document, long rev, long counter) {
    accepted[document]++;
    answeredNow++;
  }
}
