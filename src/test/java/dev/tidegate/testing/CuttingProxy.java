package dev.tidegate.testing;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy of a gateway that cuts each connection after some bytes: in the middle of a request, or
 * in the middle of the response to it.
 */
public final class CuttingProxy implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final Random random = new Random(1);
  private final NetClient client = vertx.createNetClient();
  private final int leastBytes;
  private final int connections;
  private final URI address;
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger cuts = new AtomicInteger();

  /**
   * Starts a proxy.
   *
   * @param leastBytes bytes in both directions after which a connection is cut; at most twice as
   *     many
   * @param connections number of connections; later ones are closed at once
   */
  public CuttingProxy(int port, int leastBytes, int connections) {
    this.leastBytes = leastBytes;
    this.connections = connections;
    NetServer server = vertx.createNetServer().connectHandler(near -> connect(near, port));
    int own = server.listen(0, "127.0.0.1").await().actualPort();
    this.address = URI.create("http://127.0.0.1:" + own);
  }

  public URI address() {
    return address;
  }

  /** Returns the number of connections that were cut. */
  public int cuts() {
    return cuts.get();
  }

  private void connect(NetSocket near, int port) {
    if (opened.incrementAndGet() > connections) {
      near.close();
      return;
    }
    near.pause();
    client
        .connect(port, "127.0.0.1")
        .onFailure(failure -> near.close())
        .onSuccess(
            far -> {
              Budget budget = new Budget(near, far, leastBytes + random.nextInt(leastBytes));
              budget.pass(near, far);
              budget.pass(far, near);
              near.resume();
            });
  }

  /** The bytes that one connection still carries. */
  private final class Budget {
    private final NetSocket near;
    private final NetSocket far;
    private long left;

    Budget(NetSocket near, NetSocket far, long left) {
      this.near = near;
      this.far = far;
      this.left = left;
    }

    void pass(NetSocket from, NetSocket to) {
      from.closeHandler(v -> to.close());
      from.handler(
          bytes -> {
            boolean spent = left <= 0;
            left -= bytes.length();
            if (left > 0) {
              to.write(bytes);
            } else if (!spent) {
              cuts.incrementAndGet();
              near.close();
              far.close();
            }
          });
    }
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
