package dev.tidegate.chaos;

import static dev.tidegate.testing.JsonText.json;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A WebSocket whose frames are written by hand, as no library would let us. */
final class RawSocket implements AutoCloseable {
  /** The connection ended without a close frame. */
  static final int NO_CODE = 1006;

  private static final int PATIENCE_MS = 20_000;
  private static final int CLOSE = 8;

  private final Socket socket;
  private final DataInputStream in;

  /**
   * Received messages.
   *
   * @param closed the close code, or 0 while the connection is open
   */
  record Answer(List<String> texts, int closed) {}

  RawSocket(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
    in = new DataInputStream(socket.getInputStream());
    send(
        """
        GET /live HTTP/1.1\r
        Host: localhost\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Sec-WebSocket-Protocol: tidegate.v1.json\r
        \r
        """
            .getBytes(StandardCharsets.US_ASCII));
    int end = 0;
    while (end != 0x0D0A0D0A) {
      end = end << 8 | in.readUnsignedByte();
    }
  }

  /** Sends raw bytes. The gateway may have closed already, which its response shows. */
  void send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      // Closed at the other end.
    }
  }

  void text(String text) {
    send(frame(0x81, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** A masked frame. */
  static byte[] frame(int firstByte, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(firstByte);
    if (payload.length < 126) {
      out.write(0x80 | payload.length);
    } else if (payload.length < 1 << 16) {
      out.write(0x80 | 126);
      out.write(payload.length >>> 8);
      out.write(payload.length);
    } else {
      out.write(0x80 | 127);
      out.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
    }
    byte[] mask = {1, 2, 3, 4};
    out.writeBytes(mask);
    for (int i = 0; i < payload.length; i++) {
      out.write(payload[i] ^ mask[i % 4]);
    }
    return out.toByteArray();
  }

  /** Ends the output of the socket. */
  void end() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      // Closed at the other end.
    }
  }

  /** Sends a ping, and reads all messages until the pong or the end of the session. */
  Answer answer() throws IOException {
    text(json("{'type':'ping'}"));
    List<String> texts = new ArrayList<>();
    try {
      while (true) {
        int opcode = in.readUnsignedByte() & 0x0F;
        byte[] payload = new byte[length()];
        in.readFully(payload);
        if (opcode == CLOSE) {
          return new Answer(
              texts, payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF);
        }
        String text = new String(payload, StandardCharsets.UTF_8);
        if (text.equals(json("{'type':'pong'}"))) {
          return new Answer(texts, 0);
        }
        if (opcode == 1) {
          texts.add(text);
        }
      }
    } catch (EOFException | SocketException e) {
      return new Answer(texts, NO_CODE);
    }
  }

  private int length() throws IOException {
    int length = in.readUnsignedByte();
    return switch (length) {
      case 126 -> in.readUnsignedShort();
      case 127 -> Math.toIntExact(in.readLong());
      default -> length;
    };
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
