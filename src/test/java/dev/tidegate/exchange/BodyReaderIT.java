package dev.tidegate.exchange;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.RawHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Request bodies that the gateway asks for, and those that it does not wait for. */
@GatewayTest
class BodyReaderIT {
  private static final String EXPECT = "Host: localhost\r\nExpect: 100-continue\r\n";
  private static final String TEA = json("{'name':'Tea'}");
  private static final int TOO_LARGE = 3 << 20;

  private final int port;

  BodyReaderIT(GatewayServer gateway) {
    this.port = gateway.port();
  }

  @Test
  void aBodyThatWillBeReadIsAskedFor() throws IOException {
    try (Socket socket = open()) {
      String length = "Content-Length: " + TEA.length() + "\r\n\r\n";
      send(socket, "PUT /v1/products/asked HTTP/1.1\r\n" + EXPECT + length);
      assertThat(head(socket)).startsWith("HTTP/1.1 100 ");
      send(socket, TEA);
      assertThat(head(socket)).startsWith("HTTP/1.1 201 ").doesNotContain("connection: close");
    }
    String line = json("{'op':'put','id':'asked','doc':%s}", TEA);
    try (Socket socket = open()) {
      String length = "Content-Length: " + line.length() + "\r\n\r\n";
      send(socket, "POST /v1/products/_bulk HTTP/1.1\r\n" + EXPECT + length);
      assertThat(head(socket)).startsWith("HTTP/1.1 100 ");
      send(socket, line);
      assertThat(head(socket)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void aBodyThatWillNotIsAnsweredAtOnceAndEndsTheConnection() throws IOException {
    assertNotRead("PUT /v1/products/large", "Content-Length: " + TOO_LARGE + "\r\n", 413);
    assertNotRead("PUT /v1/products/_x", "Content-Length: 9\r\n", 400);
    assertNotRead("PUT /v1/products/x", "Content-Length: 9\r\nIf-Match: x\r\n", 400);
    assertNotRead("PUT /v1/nope/x", "Content-Length: 9\r\n", 404);
    assertNotRead("POST /v1/products/x", "Content-Length: 9\r\n", 405);
    assertNotRead("GET /health/live", "Content-Length: 9\r\n", 200);
    assertNotRead("PUT /v1/products/x", "Content-Length: 9\r\nOrigin: http://x.example\r\n", 403);
  }

  private void assertNotRead(String methodAndPath, String headers, int status) throws IOException {
    try (Socket socket = open()) {
      send(socket, methodAndPath + " HTTP/1.1\r\n" + EXPECT + headers + "\r\n");
      String head = head(socket);
      assertThat(head).startsWith("HTTP/1.1 " + status + " ").contains("connection: close");
      // The gateway closes the connection without the body.
      assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
    }
  }

  @Test
  void whatIsTooLargeIsAnsweredBeforeTheConnectionEnds() {
    String spaces = " ".repeat(TOO_LARGE);
    String put = "PUT /v1/products/large HTTP/1.1\r\nHost: localhost\r\n";
    for (String body :
        new String[] {
          "Content-Length: " + TOO_LARGE + "\r\n\r\n" + spaces,
          "Content-Length: " + 40L * TOO_LARGE + "\r\n\r\n" + spaces,
          "Transfer-Encoding: chunked\r\n\r\n300000\r\n" + spaces + "\r\n0\r\n\r\n",
          "Transfer-Encoding: chunked\r\n\r\n900000\r\n" + spaces
        }) {
      assertThat(RawHttp.send(port, put + body).status()).isEqualTo(413);
    }
  }

  private Socket open() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String head(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertThat(next).as("%s goes on", head).isNotEqualTo(-1);
      head.append((char) next);
    }
    return head.toString();
  }
}
