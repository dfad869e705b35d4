package dev.tidegate.load;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections of a loop for requests. A request without a free connection waits, and its latency
 * includes the wait.
 */
final class HttpPool {
  private record Waiting(byte[] request, HttpConnection.Handler handler) {}

  private final Loop loop;
  private final InetSocketAddress address;
  private final int connections;
  private final int depth;
  private final List<HttpConnection> open = new ArrayList<>();
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private int turn;
  private boolean releasing;

  /**
   * Creates a pool.
   *
   * @param depth maximum number of running requests on one connection
   */
  HttpPool(Loop loop, InetSocketAddress address, int connections, int depth) {
    this.loop = loop;
    this.address = address;
    this.connections = Math.max(1, connections);
    this.depth = Math.max(1, depth);
  }

  void request(byte[] request, HttpConnection.Handler handler) {
    HttpConnection least = waiting.isEmpty() ? free() : null;
    if (least == null) {
      waiting.add(new Waiting(request, handler));
    } else {
      least.request(request, handler);
    }
  }

  boolean hasRoom() {
    return waiting.isEmpty() && free() != null;
  }

  void released(HttpConnection connection) {
    if (releasing) {
      return;
    }
    releasing = true;
    while (!waiting.isEmpty()) {
      HttpConnection next = free();
      if (next == null) {
        break;
      }
      Waiting first = waiting.remove();
      next.request(first.request, first.handler);
    }
    releasing = false;
  }

  void lost(HttpConnection connection) {
    open.remove(connection);
    loop.stats().error("http connection lost");
  }

  private @org.jspecify.annotations.Nullable HttpConnection free() {
    if (open.size() < connections) {
      HttpConnection connection = new HttpConnection(loop, this);
      open.add(connection);
      connection.connect(address, null);
      if (!connection.isEnded()) {
        return connection;
      }
    }
    for (int i = 0; i < open.size(); i++) {
      turn = (turn + 1) % open.size();
      if (open.get(turn).underWay() < depth) {
        return open.get(turn);
      }
    }
    return null;
  }
}
