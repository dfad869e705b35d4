package dev.tidegate.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Opening handshakes of WebSockets, valid and invalid. */
@GatewayTest
class HandshakeIT {
  private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  private static final String VERSION = "Sec-WebSocket-Version: 13\r\n";
  private static final String UPGRADE = "Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n";

  private final GatewayServer gateway;

  HandshakeIT(GatewayServer gateway) {
    this.gateway = gateway;
  }

  @Test
  void aProperOneIsAnswered() throws IOException {
    try (Socket socket = open(UPGRADE + VERSION + KEY)) {
      String head = head(socket);
      assertThat(head).startsWith("http/1.1 101 ");
      // The example of RFC 6455, 1.3.
      assertThat(head).contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo=\r\n");
      assertThat(head).doesNotContain("sec-websocket-protocol").doesNotContain("extensions");
    }
    String protocols = "Sec-WebSocket-Protocol: other, tidegate.v1.json\r\n";
    try (Socket socket = open(UPGRADE + VERSION + KEY + protocols)) {
      assertThat(head(socket)).contains("sec-websocket-protocol: tidegate.v1.json\r\n");
    }
  }

  @Test
  void othersAreRefusedWithTheReason() throws IOException {
    assertThat(refusal(VERSION + KEY)).startsWith("http/1.1 426 ").contains("upgrade_required");
    assertThat(refusal(UPGRADE + KEY + "Sec-WebSocket-Version: 8\r\n"))
        .startsWith("http/1.1 426 ")
        .contains("sec-websocket-version: 13\r\n");
    assertThat(refusal(UPGRADE + VERSION)).startsWith("http/1.1 400 ");
    assertThat(refusal("Upgrade: websocket\r\n" + VERSION + KEY)).startsWith("http/1.1 400 ");
    assertThat(refusal(UPGRADE + VERSION + KEY + "Origin: http://elsewhere.example\r\n"))
        .startsWith("http/1.1 403 ");
  }

  @Test
  void brokenFramesAreAnsweredWithACloseCode() throws IOException {
    assertThat(closeCodeAfter(0x81, 0x05, 'h', 'e', 'l', 'l', 'o')).as("unmasked").isEqualTo(1002);
    assertThat(closeCodeAfter(0xF1, 0x80, 0, 0, 0, 0)).as("reserved bits").isEqualTo(1002);
    assertThat(closeCodeAfter(0x83, 0x80, 0, 0, 0, 0)).as("opcode").isEqualTo(1002);
    assertThat(closeCodeAfter(0x80, 0x80, 0, 0, 0, 0)).as("continues nothing").isEqualTo(1002);
    assertThat(closeCodeAfter(0x81, 0xFF, 0, 0, 1, 0, 0, 0, 0, 0)).as("1 TiB").isEqualTo(4413);
    assertThat(closeCodeAfter(0x81, 0x82, 0, 0, 0, 0, 0xC3, 0x28)).as("UTF-8").isEqualTo(4400);
    assertThat(closeCodeAfter(0x82, 0x80, 0, 0, 0, 0)).as("binary").isEqualTo(4400);
    assertThat(closeCodeAfter(0x88, 0x82, 0, 0, 0, 0, 0x03, 0xE8)).as("close").isEqualTo(1000);
  }

  /** Sends a frame, and reads frames up to the close frame of the gateway. */
  private int closeCodeAfter(int... frame) throws IOException {
    try (Socket socket = open(UPGRADE + VERSION + KEY)) {
      head(socket);
      byte[] bytes = new byte[frame.length];
      for (int i = 0; i < frame.length; i++) {
        bytes[i] = (byte) frame[i];
      }
      socket.getOutputStream().write(bytes);
      InputStream in = socket.getInputStream();
      for (int opcode = in.read(); opcode != 0x88; opcode = in.read()) {
        assertThat(opcode).isNotEqualTo(-1);
        int length = in.read();
        in.skipNBytes(length == 126 ? in.read() << 8 | in.read() : length);
      }
      in.read();
      return in.read() << 8 | in.read();
    }
  }

  private String refusal(String headers) throws IOException {
    try (Socket socket = open(headers + "Connection: close\r\n")) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .toLowerCase(Locale.ROOT);
    }
  }

  private Socket open(String headers) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
    socket.setSoTimeout(20_000);
    String request =
        "GET /live HTTP/1.1\r\nHost: localhost:" + gateway.port() + "\r\n" + headers + "\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) socket.getInputStream().read());
    }
    return head.toString().toLowerCase(Locale.ROOT);
  }
}
