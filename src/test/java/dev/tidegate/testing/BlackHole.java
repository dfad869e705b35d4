package dev.tidegate.testing;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A way to a server that may be closed: then connections live and are accepted, and nothing that is
 * sent ever arrives. What was swallowed stays so when it is opened again.
 */
public final class BlackHole implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final NetClient client = vertx.createNetClient();
  private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
  private volatile int target;
  private final int port;
  private volatile boolean closed;

  public BlackHole(int target) {
    this.target = target;
    NetServer server = vertx.createNetServer().connectHandler(this::connect);
    this.port = server.listen(0, "127.0.0.1").await().actualPort();
  }

  public int port() {
    return port;
  }

  public void shut() {
    closed = true;
  }

  public void open() {
    closed = false;
  }

  /** Ends all connections there are. */
  public void cut() {
    open.forEach(NetSocket::close);
  }

  /** New connections lead to this port from now on. */
  public void leadTo(int port) {
    target = port;
  }

  private void connect(NetSocket near) {
    open.add(near);
    near.closeHandler(gone -> open.remove(near));
    if (closed) {
      near.handler(swallowed -> {});
      return;
    }
    near.pause();
    client
        .connect(target, "127.0.0.1")
        .onFailure(failure -> near.close())
        .onSuccess(
            far -> {
              pass(near, far);
              pass(far, near);
              near.resume();
            });
  }

  private void pass(NetSocket from, NetSocket to) {
    from.closeHandler(
        gone -> {
          open.remove(from);
          to.close();
        });
    boolean[] dead = {false};
    from.handler(
        bytes -> {
          dead[0] |= closed;
          if (!dead[0]) {
            to.write(bytes);
          }
        });
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
