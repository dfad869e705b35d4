package dev.tidegate.live;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** What an operator may do to a Redis behind the gateway's back. */
public final class RedisCommands {
  private RedisCommands() {}

  public static void flushAll(int port) throws IOException {
    send(port, "FLUSHALL");
  }

  /** Sends an inline command that must not fail. */
  public static void send(int port, String command) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      if (socket.getInputStream().read() == '-') {
        throw new IOException("refused: " + command);
      }
    }
  }
}
