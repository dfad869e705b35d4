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

  /** A value that is too long for one line; returns once it was accepted. */
  static void set(int port, String key, byte[] value) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String head =
          "*3\r\n$3\r\nSET\r\n$%d\r\n%s\r\n$%d\r\n".formatted(key.length(), key, value.length);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(value);
      socket.getOutputStream().write("\r\n".getBytes(StandardCharsets.UTF_8));
      socket.getInputStream().read();
    }
  }

  /** One of the figures of a section of INFO. */
  static String info(int port, String section, String name) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(("INFO " + section + "\r\n").getBytes(StandardCharsets.UTF_8));
      var answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String line = answer.readLine();
      while (!line.startsWith(name + ":")) {
        line = answer.readLine();
      }
      return line.substring(name.length() + 1);
    }
  }
}
