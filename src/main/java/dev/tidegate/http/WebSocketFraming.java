package dev.tidegate.http;

import dev.tidegate.live.Burst;
import java.util.List;

/** Text frames of a server: one a message, never fragmented, never masked (RFC 6455, 5.2). */
final class WebSocketFraming implements Burst.Framing {
  static final WebSocketFraming PLAIN = new WebSocketFraming();

  private static final int FINAL_TEXT = 0x81;
  private static final int MAX_HEADER = 10;
  private static final int IN_16_BITS = 126;
  private static final int IN_64_BITS = 127;

  private WebSocketFraming() {}

  @Override
  public byte[] frame(List<byte[]> messages) {
    int size = 0;
    for (byte[] message : messages) {
      size += headerLength(message.length) + message.length;
    }
    byte[] frames = new byte[size];
    int at = 0;
    for (byte[] message : messages) {
      at = header(frames, at, message.length);
      System.arraycopy(message, 0, frames, at, message.length);
      at += message.length;
    }
    return frames;
  }

  private static int headerLength(int length) {
    if (length < IN_16_BITS) {
      return 2;
    }
    return length <= 0xFFFF ? 4 : MAX_HEADER;
  }

  private static int header(byte[] out, int from, int length) {
    int at = from;
    out[at++] = (byte) FINAL_TEXT;
    if (length < IN_16_BITS) {
      out[at++] = (byte) length;
    } else if (length <= 0xFFFF) {
      out[at++] = IN_16_BITS;
      out[at++] = (byte) (length >>> 8);
      out[at++] = (byte) length;
    } else {
      out[at++] = IN_64_BITS;
      for (int shift = 56; shift >= 0; shift -= 8) {
        out[at++] = (byte) ((long) length >>> shift);
      }
    }
    return at;
  }
}
