package dev.tidegate.hostile;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The client's side of a WebSocket, frame by frame. */
final class LiveSocket {
  static final int TEXT = 0x1;
  static final int CONTINUATION = 0x0;
  private static final int LAST = 0x80;
  private static final int MASKED = 0x80;

  private LiveSocket() {}

  /** Turns a connection into a WebSocket. */
  static void open(Socket socket) throws IOException {
    String handshake =
        """
        GET /live HTTP/1.1
        Host: localhost
        Upgrade: websocket
        Connection: upgrade
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==

        """;
    Requests.send(socket, handshake.replace("\n", "\r\n"));
    int seen = 0;
    while (seen < 4) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("no handshake");
      }
      seen = next == (seen % 2 == 0 ? '\r' : '\n') ? seen + 1 : 0;
    }
  }

  /** Sends a message. */
  static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(frame(TEXT, true, text));
  }

  /** A frame with a mask of zeros. */
  static byte[] frame(int opcode, boolean last, String text) throws IOException {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(payload.length + 14);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(opcode | (last ? LAST : 0));
    if (payload.length < 126) {
      out.writeByte(MASKED | payload.length);
    } else if (payload.length < 1 << 16) {
      out.writeByte(MASKED | 126);
      out.writeShort(payload.length);
    } else {
      out.writeByte(MASKED | 127);
      out.writeLong(payload.length);
    }
    out.writeInt(0);
    out.write(payload);
    return bytes.toByteArray();
  }
}
