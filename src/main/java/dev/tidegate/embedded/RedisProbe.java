package dev.tidegate.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks a starting Redis whether it serves yet. */
final class RedisProbe {
  private static final int TIMEOUT_MILLIS = 1_000;

  private RedisProbe() {}

  /** False while it still loads its append-only file, and where another process answers. */
  static boolean serves(int port, String password, long pid) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(question(password));
      var answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      return "+OK".equals(answer.readLine())
          && "+PONG".equals(answer.readLine())
          && answer.lines().anyMatch(line -> line.equals("process_id:" + pid));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static byte[] question(String password) {
    return ("AUTH " + password + "\r\nPING\r\nINFO server\r\nQUIT\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
