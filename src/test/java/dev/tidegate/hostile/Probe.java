package dev.tidegate.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that read one small document again and again, each over a connection of its own, and note
 * how long each answer takes. The time for which this process itself did not run is taken off.
 */
public final class Probe implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int PATIENCE_MS = 60_000;

  private final URI document;
  private final Stalls stalls = new Stalls();
  private final List<Thread> threads = new ArrayList<>();
  private final List<Long> latencies = Collections.synchronizedList(new ArrayList<>());
  private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean over;

  /**
   * Figures of the reads so far.
   *
   * @param failures reads that were not answered with 200
   */
  public record Result(int reads, Duration worst, Duration p99, List<String> failures) {
    /** The same of a gateway that had a processor for this share of the time only. */
    public Result withShare(double share) {
      return new Result(reads, scaled(worst, share), scaled(p99, share), failures);
    }

    private static Duration scaled(Duration duration, double share) {
      return nanos((long) (duration.toNanos() * share));
    }

    @Override
    public String toString() {
      return "%d reads, p99 %d ms, worst %d ms, failures %s"
          .formatted(
              reads,
              p99.toMillis(),
              worst.toMillis(),
              failures.subList(0, Math.min(5, failures.size())));
    }
  }

  private Probe(URI document) {
    this.document = document;
  }

  /** Starts clients that read this document. */
  public static Probe start(URI document, int clients) {
    Probe probe = new Probe(document);
    for (int i = 0; i < clients; i++) {
      probe.threads.add(Thread.ofPlatform().daemon().name("probe-" + i).start(probe::readOn));
    }
    return probe;
  }

  private void readOn() {
    while (!over) {
      try (Socket socket = new Socket()) {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MS);
        socket.connect(new InetSocketAddress(document.getHost(), document.getPort()), PATIENCE_MS);
        while (!over) {
          read(socket);
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      } catch (IOException e) {
        if (!over) {
          failures.add(e.toString());
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    }
  }

  private void read(Socket socket) throws IOException {
    long stalled = stalls.total();
    long begun = System.nanoTime();
    String get = "GET " + document.getPath() + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try {
      socket.getOutputStream().write(get.getBytes(StandardCharsets.US_ASCII));
      String status = answer(socket.getInputStream());
      if (!status.contains(" 200 ")) {
        failures.add(status);
      }
    } finally {
      long taken = System.nanoTime() - begun - (stalls.total() - stalled);
      latencies.add(Math.max(0, taken));
    }
  }

  /** Reads one answer with a length and returns its status line. */
  private static String answer(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after \"" + head + "\"");
      }
      head.append((char) next);
    }
    int length = 0;
    for (String line : head.toString().split("\r\n", -1)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    if (in.readNBytes(length).length < length) {
      throw new IOException("closed within an answer");
    }
    return head.substring(0, head.indexOf("\r\n"));
  }

  /** Figures of all reads so far. */
  public Result result() {
    List<Long> sorted;
    synchronized (latencies) {
      sorted = new ArrayList<>(latencies);
    }
    Collections.sort(sorted);
    int reads = sorted.size();
    return new Result(
        reads,
        nanos(reads == 0 ? 0 : sorted.getLast()),
        nanos(reads == 0 ? 0 : sorted.get((int) (reads * 0.99))),
        List.copyOf(failures));
  }

  private static Duration nanos(long nanos) {
    return Duration.of(nanos, TimeUnit.NANOSECONDS.toChronoUnit());
  }

  /** Ends the reads: each client waits for the answer that is under way. */
  @Override
  public void close() {
    over = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stalls.close();
  }
}
