package dev.tidegate.load;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One session: handshake, frames, pings answered. What it receives goes to {@link #message}. */
abstract class LiveConnection extends Connection implements FrameReader.Sink {
  private final byte[] handshake;
  private boolean upgraded;
  private int closeCode;
  private @Nullable ByteArrayOutputStream partial;

  LiveConnection(Loop loop, Target target) {
    this(loop, target.handshake("/live", "tidegate.v1.json"));
  }

  LiveConnection(Loop loop, byte[] handshake) {
    super(loop);
    this.handshake = handshake;
  }

  @Override
  protected final void connected() {
    send(handshake);
    flush();
  }

  @Override
  protected final int consume(byte[] bytes, int end) {
    int at = 0;
    if (!upgraded) {
      int head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
      if (head < 0) {
        return 0;
      }
      String status = new String(bytes, 9, 3, StandardCharsets.ISO_8859_1);
      if (!status.equals("101")) {
        end("upgrade rejected: " + status);
        return end;
      }
      upgraded = true;
      at = head + 4;
      opened();
    }
    return FrameReader.read(bytes, at, end, this);
  }

  @Override
  public final void frame(int opcode, boolean last, byte[] bytes, int from, int to) {
    if (opcode == FrameReader.TEXT && last) {
      message(bytes, from, to);
    } else if (opcode == FrameReader.TEXT || opcode == FrameReader.CONTINUATION) {
      if (partial == null) {
        partial = new ByteArrayOutputStream();
      }
      partial.write(bytes, from, to - from);
      if (last) {
        byte[] whole = partial.toByteArray();
        partial = null;
        message(whole, 0, whole.length);
      }
    } else if (opcode == FrameReader.PING) {
      send(FrameReader.masked(10, bytes, from, to));
    } else if (opcode == FrameReader.CLOSE) {
      closeCode = to - from < 2 ? 1005 : (bytes[from] & 0xFF) << 8 | (bytes[from + 1] & 0xFF);
      end("closed with " + closeCode);
    }
  }

  final void sendText(String text) {
    sendText(text.getBytes(StandardCharsets.UTF_8));
  }

  final void sendText(byte[] bytes) {
    send(FrameReader.masked(FrameReader.TEXT, bytes, 0, bytes.length));
  }

  /** Sends a close frame (1000). */
  final void sendClose() {
    send(FrameReader.masked(FrameReader.CLOSE, new byte[] {3, (byte) 0xE8}, 0, 2));
  }

  /** The handshake is done. */
  protected void opened() {}

  /** One message; the bytes are good during the call only. */
  protected abstract void message(byte[] bytes, int from, int to);
}
