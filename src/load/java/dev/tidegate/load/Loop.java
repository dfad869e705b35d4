package dev.tidegate.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thread with a selector: connections, timers, schedules. All of its methods but {@link #call}
 * are for its own thread.
 */
final class Loop implements AutoCloseable {
  /** Something that has work at planned moments. */
  interface Driver {
    /**
     * Does what is due.
     *
     * @return {@link System#nanoTime} of the next work, or {@link Long#MAX_VALUE}
     */
    long drive(long nanos);
  }

  private record Timer(long nanos, Runnable task) {}

  private static final int READ = 512 * 1024;

  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>((a, b) -> Long.compare(a.nanos, b.nanos));
  private final List<Driver> drivers = new ArrayList<>();
  private final ArrayDeque<Connection> dirty = new ArrayDeque<>();
  private final ByteBuffer in = ByteBuffer.allocateDirect(READ);
  private final ByteBuffer out = ByteBuffer.allocateDirect(64 * 1024);
  private final Stats stats = new Stats();
  private final Thread thread;
  private byte[] bytes = new byte[2 * READ];
  private long wallOffsetMicros;
  private long calibrated;
  private long receivedMicros;
  private volatile boolean closed;

  Loop(String name) {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    calibrate(System.nanoTime());
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Runs on the loop, from any other thread, and waits for the answer. */
  <T> T call(Supplier<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    tasks.add(
        () -> {
          try {
            result.complete(task.get());
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
    selector.wakeup();
    try {
      return result.orTimeout(60, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UsageException usage) {
        throw usage;
      }
      throw e;
    }
  }

  Stats stats() {
    return stats;
  }

  long threadId() {
    return thread.threadId();
  }

  void at(long nanos, Runnable task) {
    timers.add(new Timer(nanos, task));
  }

  void add(Driver driver) {
    drivers.add(driver);
  }

  void remove(Driver driver) {
    drivers.remove(driver);
  }

  Selector selector() {
    return selector;
  }

  /** The wall clock as microseconds since the epoch, the unit of revisions. */
  long wallMicros(long nanos) {
    return nanos / 1000 + wallOffsetMicros;
  }

  /** Returns the time of the last read: the wall clock in microseconds. */
  long receivedMicros() {
    return receivedMicros;
  }

  /** Will write what the connection has gathered when this turn ends: one write for many. */
  void flushLater(Connection connection) {
    dirty.add(connection);
  }

  ByteBuffer out() {
    return out;
  }

  private void run() {
    while (!closed) {
      try {
        turn();
      } catch (IOException | RuntimeException e) {
        stats.error("harness: " + e);
        e.printStackTrace();
      }
    }
  }

  private void turn() throws IOException {
    long nanos = System.nanoTime();
    long next = Long.MAX_VALUE;
    for (int i = 0; i < drivers.size(); i++) {
      next = Math.min(next, drivers.get(i).drive(nanos));
    }
    for (Timer timer = timers.peek();
        timer != null && timer.nanos <= nanos;
        timer = timers.peek()) {
      timers.poll();
      timer.task.run();
    }
    if (!timers.isEmpty()) {
      next = Math.min(next, timers.peek().nanos);
    }
    flush();
    long wait = next == Long.MAX_VALUE ? 100 : (next - nanos + 999_999) / 1_000_000;
    if (!tasks.isEmpty() || wait <= 0) {
      selector.selectNow();
    } else {
      selector.select(Math.min(wait, 100));
    }
    calibrate(System.nanoTime());
    for (SelectionKey key : selector.selectedKeys()) {
      ready(key);
    }
    selector.selectedKeys().clear();
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
    flush();
  }

  private void flush() {
    for (Connection connection = dirty.poll(); connection != null; connection = dirty.poll()) {
      connection.flush();
    }
  }

  private void ready(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      if (!key.isValid()) {
        return;
      }
      if (key.isConnectable()) {
        connection.finishConnect();
      } else {
        if (key.isWritable()) {
          connection.flush();
        }
        if (key.isValid() && key.isReadable()) {
          read(connection);
        }
      }
    } catch (IOException e) {
      connection.end(String.valueOf(e.getMessage()));
    }
  }

  private void read(Connection connection) throws IOException {
    in.clear();
    int n = connection.channel().read(in);
    if (n < 0) {
      connection.end("closed by the gateway");
      return;
    }
    byte @Nullable [] rest = connection.takeRest();
    int kept = rest == null ? 0 : rest.length;
    if (bytes.length < kept + n) {
      bytes = new byte[Math.max(kept + n, bytes.length * 2)];
    }
    if (rest != null) {
      System.arraycopy(rest, 0, bytes, 0, kept);
    }
    in.flip();
    in.get(bytes, kept, n);
    receivedMicros = wallMicros(System.nanoTime());
    stats.count("bytes received").add(n);
    connection.received(bytes, kept + n);
  }

  // Once in a second: the wall clock may be steered, and asking it each time is dear.
  private void calibrate(long nanos) {
    if (calibrated == 0 || nanos - calibrated > 1_000_000_000L) {
      calibrated = nanos;
      Instant now = Instant.now();
      wallOffsetMicros =
          now.getEpochSecond() * 1_000_000 + now.getNano() / 1000 - System.nanoTime() / 1000;
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
  }
}
