package dev.tidegate.read;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** What Redis has been asked, by its own account. */
final class CommandCounts {
  private CommandCounts() {}

  /** Documents read so far: every one takes one HGETALL, in whichever script. */
  static long documentsRead(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write("INFO commandstats\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .lines()
          .filter(line -> line.startsWith("cmdstat_hgetall:calls="))
          .mapToLong(line -> Long.parseLong(line.replaceAll("^[^=]*=(\\d+).*$", "$1")))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
