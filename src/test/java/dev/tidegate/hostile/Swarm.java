package dev.tidegate.hostile;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Many connections at once, each on a virtual thread. A connection that ends is replaced until the
 * time is up; then all are closed.
 */
public final class Swarm {
  private static final Duration BEFORE_NEXT = Duration.ofMillis(50);

  private final URI gateway;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean over;

  private Swarm(URI gateway) {
    this.gateway = gateway;
  }

  /** Behavior of one connection. */
  @FunctionalInterface
  public interface Behavior {
    /**
     * Uses the connection until it returns or fails.
     *
     * @param number of the connection, from 0
     */
    void use(Socket socket, int number) throws IOException;
  }

  /** Runs that many connections at once for that time. */
  public static void run(URI gateway, int connections, Duration time, Behavior behavior)
      throws InterruptedException {
    Swarm swarm = new Swarm(gateway);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      int number = i;
      threads.add(Thread.ofVirtual().start(() -> swarm.repeat(behavior, number)));
    }
    Thread.sleep(time);
    swarm.over = true;
    for (Socket socket : swarm.open) {
      close(socket);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void repeat(Behavior behavior, int number) {
    while (!over) {
      try (Socket socket = new Socket()) {
        open.add(socket);
        // A small window: what the gateway sends stays with the gateway.
        socket.setReceiveBufferSize(16 << 10);
        socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()), 5_000);
        behavior.use(socket, number);
        open.remove(socket);
      } catch (IOException cut) {
        // By the gateway, or because the time is up.
      }
      LockSupport.parkNanos(BEFORE_NEXT.toNanos());
    }
  }

  /** Keeps the connection without reading or writing until the gateway or the swarm closes it. */
  public static void linger(Socket socket) throws IOException {
    while (!socket.isClosed()) {
      // The reader's end is not looked at: this client does not read.
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      if (socket.isClosed()) {
        throw new SocketException("closed");
      }
      socket.getOutputStream().flush();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone already.
    }
  }
}
