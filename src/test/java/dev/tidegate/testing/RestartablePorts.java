package dev.tidegate.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that stop and start again. They lie below the range from which the system takes
 * the ports of connections, so a stopped server finds its port free again.
 */
public final class RestartablePorts {
  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;

  private RestartablePorts() {}

  /** Returns a port that is free now. */
  public static int next() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // The next one may be free.
      }
    }
  }
}
