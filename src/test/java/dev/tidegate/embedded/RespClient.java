package dev.tidegate.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One inline command, one answer. */
final class RespClient {
  private RespClient() {}

  /** The answer without its type character; a string's value rather than its length. */
  static String ask(int port, String command) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
      var answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String line = answer.readLine();
      return line.startsWith("$") && !line.equals("$-1") ? answer.readLine() : line.substring(1);
    }
  }
}
