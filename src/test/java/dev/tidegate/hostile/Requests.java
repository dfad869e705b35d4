package dev.tidegate.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Pieces of requests that attacks send. */
final class Requests {
  private static final byte[] FILLER = filler();

  private Requests() {}

  private static byte[] filler() {
    byte[] filler = new byte[64 << 10];
    Arrays.fill(filler, (byte) 'x');
    return filler;
  }

  static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Sends that many letters. */
  static void fill(Socket socket, int bytes) throws IOException {
    for (int left = bytes; left > 0; left -= FILLER.length) {
      socket.getOutputStream().write(FILLER, 0, Math.min(left, FILLER.length));
    }
  }

  static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  /** The head of a request with a body of that length. */
  static String head(String method, String target, long length) {
    return "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
        .formatted(method, target, length);
  }

  /** Stores a document of about that size. Retries while the gateway is overloaded. */
  static void store(URI gateway, String id, int bytes) {
    IOException last = new IOException("never tried");
    for (int tries = 0; tries < 20; tries++) {
      try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
        store(socket, id, bytes);
        return;
      } catch (IOException e) {
        last = e;
      }
    }
    throw new UncheckedIOException(last);
  }

  private static void store(Socket socket, String id, int bytes) throws IOException {
    String start = "{\"name\":\"" + id + "\",\"kind\":\"x\",\"limits\":{\"x\":\"";
    send(socket, head("PUT", "/v1/devices/" + id, start.length() + bytes + 3) + start);
    fill(socket, bytes);
    send(socket, "\"}}");
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0 || answer.charAt(answer.length() - 1) != '}') {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("not stored: " + answer);
      }
      answer.append((char) next);
    }
    if (!answer.substring(0, 11).matches("HTTP/1.1 2.")) {
      throw new IOException("not stored: " + answer);
    }
  }
}
