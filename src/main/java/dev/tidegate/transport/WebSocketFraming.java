package dev.tidegate.transport;

import dev.tidegate.delivery.Burst;
import java.util.List;

/** Framing of text messages: one unfragmented, unmasked frame per message (RFC 6455, 5.2). */
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
      at = text(message, message.length, 0, frames, at);
    }
    return frames;
  }

  /**
   * Writes one frame.
   *
   * @param extension bits that an extension sets in the first byte
   * @return index after the frame
   */
  static int text(byte[] payload, int length, int extension, byte[] out, int from) {
    int at = from;
    out[at++] = (byte) (FINAL_TEXT | extension);
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
    System.arraycopy(payload, 0, out, at, length);
    return at + length;
  }

  static int headerLength(int length) {
    if (length < IN_16_BITS) {
      return 2;
    }
    return length <= 0xFFFF ? 4 : MAX_HEADER;
  }
}
