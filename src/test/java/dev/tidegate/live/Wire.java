package dev.tidegate.live;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** One connection, on which a test writes requests and reads responses byte by byte. */
final class Wire implements AutoCloseable {
  private static final int PATIENCE_MS = 20_000;

  static final String STREAM = get("/v1/products/_live?ids=calm");
  static final String SOCKET =
      String.join(
          "\r\n",
          "GET /live HTTP/1.1",
          "host: localhost",
          "connection: upgrade",
          "upgrade: websocket",
          "sec-websocket-version: 13",
          "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==",
          "\r\n");

  static final String REST_OF_PUT = json("{'name':'x'}");

  private static final String HEAD_OF_PUT =
      String.join(
          "\r\n",
          "PUT /v1/products/late HTTP/1.1",
          "host: localhost",
          "content-length: 12",
          "expect: 100-continue",
          "\r\n");

  private final Socket socket;
  private final InputStream in;

  Wire(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(PATIENCE_MS);
      in = socket.getInputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nhost: localhost\r\n\r\n";
  }

  /**
   * Starts a PUT without a body. A gateway that stops waits for the body until the timeout of its
   * servers, and still listens meanwhile.
   */
  static Wire unfinishedPut(int port) {
    Wire wire = new Wire(port).send(HEAD_OF_PUT);
    assertThat(wire.until("\r\n\r\n")).startsWith("HTTP/1.1 100");
    return wire;
  }

  /** Sends the text. Ignores a closed connection. */
  Wire send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (SocketException closed) {
      // The response shows the reason.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Returns the input up to and including the text, or up to the end. */
  String until(String text) {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        received.write(next);
        if (received.size() >= text.length()
            && next == text.charAt(text.length() - 1)
            && received.toString(StandardCharsets.ISO_8859_1).endsWith(text)) {
          break;
        }
      }
    } catch (SocketException reset) {
      // A reset is an end, too: the gateway did not read everything that the client sent.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return received.toString(StandardCharsets.ISO_8859_1);
  }

  /** Returns the input until the connection ends. */
  String rest() {
    return until("\0\0\0\0\0\0\0");
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
