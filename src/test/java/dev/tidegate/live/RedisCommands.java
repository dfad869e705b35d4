package dev.tidegate.live;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** What an operator may do to a Redis behind the gateway's back. */
final class RedisCommands {
  private RedisCommands() {}

  static void flushAll(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(5);
      if (!new String(answer, StandardCharsets.US_ASCII).equals("+OK\r\n")) {
        throw new IOException("not flushed");
      }
    }
  }
}
