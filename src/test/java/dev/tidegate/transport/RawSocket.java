package dev.tidegate.transport;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A WebSocket client over a plain socket. A test writes the frames byte by byte. */
final class RawSocket implements AutoCloseable {
  static final int FIN = 0x80;
  static final int RSV1 = 0x40;
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  /** The close frame has no payload. */
  static final int EMPTY_CLOSE = 1005;

  private static final int PATIENCE_MS = 20_000;
  private static final byte[] MASK = {(byte) 0xA1, 0x32, (byte) 0xC3, 0x54};

  private final Socket socket;
  private final DataInputStream in;
  private final String head;

  /** One frame of the gateway. */
  record Frame(int firstByte, byte[] payload) {
    int opcode() {
      return firstByte & 0x0F;
    }

    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return Integer.toHexString(firstByte) + " " + text();
    }

    int closeCode() {
      return payload.length < 2 ? EMPTY_CLOSE : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
    }
  }

  private RawSocket(Socket socket, String headers) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
    in = new DataInputStream(socket.getInputStream());
    String request =
        """
        GET /live HTTP/1.1\r
        Host: localhost\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        """;
    send((request + headers + "\r\n").getBytes(StandardCharsets.US_ASCII));
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      answer.append((char) in.readUnsignedByte());
    }
    head = answer.toString().toLowerCase(Locale.ROOT);
  }

  static RawSocket open(int port) throws IOException {
    return open(port, "");
  }

  /**
   * Opens a socket with further headers.
   *
   * @param headers each with its line end
   */
  static RawSocket open(int port, String headers) throws IOException {
    return new RawSocket(new Socket(InetAddress.getLoopbackAddress(), port), headers);
  }

  /** The response to the handshake, in lower case. */
  String head() {
    return head;
  }

  /** Sends bytes unchanged. Ignores that the gateway has closed: its close frame shows it. */
  void send(byte[]... parts) {
    try {
      for (byte[] part : parts) {
        socket.getOutputStream().write(part);
      }
    } catch (IOException e) {
      // The gateway closed the connection.
    }
  }

  /** Sends each byte in a write of its own. */
  void sendByteByByte(byte[] bytes) {
    for (byte one : bytes) {
      send(new byte[] {one});
    }
  }

  /** Ends the output of the client. */
  void end() throws IOException {
    socket.shutdownOutput();
  }

  /** The next frame; {@code null} at the end of the connection. Skips pings. */
  @Nullable Frame next() throws IOException {
    try {
      Frame frame = read();
      while (frame.opcode() == PING) {
        frame = read();
      }
      return frame;
    } catch (EOFException | SocketException e) {
      return null;
    }
  }

  private Frame read() throws IOException {
    int firstByte = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = Math.toIntExact(in.readLong());
    }
    byte[] payload = new byte[length];
    in.readFully(payload);
    return new Frame(firstByte, payload);
  }

  /** The next frame with this opcode. Skips texts, and no other frames. */
  Frame await(int opcode) throws IOException {
    Frame frame = next();
    while (frame != null && frame.opcode() == TEXT && opcode != TEXT) {
      frame = next();
    }
    if (frame == null || frame.opcode() != opcode) {
      throw new AssertionError("Expected opcode " + opcode + " instead of " + frame);
    }
    return frame;
  }

  /** The code of the next close frame. Skips texts and pongs, and no other frames. */
  int awaitClose() throws IOException {
    Frame frame = next();
    while (frame != null && (frame.opcode() == TEXT || frame.opcode() == PONG)) {
      frame = next();
    }
    if (frame == null || frame.opcode() != CLOSE) {
      throw new AssertionError("Expected a close frame instead of " + frame);
    }
    return frame.closeCode();
  }

  /** The next text frame that contains this. */
  String awaitText(String part) throws IOException {
    String text = await(TEXT).text();
    while (!text.contains(part)) {
      text = await(TEXT).text();
    }
    return text;
  }

  static byte[] text(String text) {
    return frame(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] close(int code, byte... reason) {
    return frame(
        FIN | CLOSE,
        ByteBuffer.allocate(2 + reason.length).putShort((short) code).put(reason).array());
  }

  /** A masked frame with the shortest form of its length. */
  static byte[] frame(int firstByte, byte... payload) {
    int form = payload.length < 126 ? payload.length : payload.length <= 0xFFFF ? 126 : 127;
    return frame(firstByte, form, payload);
  }

  /**
   * A masked frame.
   *
   * @param form the seven bits of the length: 126 for 16 further bits, 127 for 64
   */
  static byte[] frame(int firstByte, int form, byte[] payload) {
    return concat(header(firstByte, form, payload.length), masked(payload));
  }

  /** The header of a masked frame, with the mask. */
  static byte[] header(int firstByte, int form, long length) {
    ByteBuffer header = ByteBuffer.allocate(14).put((byte) firstByte).put((byte) (0x80 | form));
    if (form == 126) {
      header.putShort((short) length);
    } else if (form == 127) {
      header.putLong(length);
    }
    header.put(MASK);
    return Arrays.copyOf(header.array(), header.position());
  }

  private static byte[] masked(byte[] payload) {
    byte[] masked = new byte[payload.length];
    for (int i = 0; i < payload.length; i++) {
      masked[i] = (byte) (payload[i] ^ MASK[i & 3]);
    }
    return masked;
  }

  static byte[] repeat(byte[] bytes, int times) {
    byte[] all = new byte[bytes.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(bytes, 0, all, i * bytes.length, bytes.length);
    }
    return all;
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
