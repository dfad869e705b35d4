package dev.tidegate.transport;

import dev.tidegate.delivery.Burst;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/**
 * Framing of text messages with permessage-deflate (RFC 7692), without context takeover. All
 * clients receive the same bytes, and none needs a compressor of its own.
 */
final class DeflateFraming implements Burst.Framing {
  static final DeflateFraming SHARED = new DeflateFraming();

  /** Minimum size in bytes: the compression of a shorter message costs more than it saves. */
  private static final int MIN_LENGTH = 512;

  /** Compression level: JSON is at most 10% larger than at the best, in a third of the time. */
  private static final int LEVEL = 3;

  private static final int COMPRESSED = 0x40;

  /** Length of the end of a sync flush, which the receiver appends (RFC 7692, 7.2.1). */
  private static final int TAIL = 4;

  private static final ThreadLocal<Deflater> DEFLATERS =
      ThreadLocal.withInitial(() -> new Deflater(LEVEL, true));

  private DeflateFraming() {}

  @Override
  public byte[] frame(List<byte[]> messages) {
    int bound = 0;
    for (byte[] message : messages) {
      bound += WebSocketFraming.headerLength(message.length) + message.length;
    }
    byte[] frames = new byte[bound];
    int at = 0;
    for (byte[] message : messages) {
      boolean worthwhile = message.length >= MIN_LENGTH;
      byte[] smaller = worthwhile ? new byte[message.length] : message;
      int length = worthwhile ? deflate(message, smaller) : message.length;
      boolean compressed = length < message.length;
      at =
          compressed
              ? WebSocketFraming.text(smaller, length, COMPRESSED, frames, at)
              : WebSocketFraming.text(message, message.length, 0, frames, at);
    }
    return at == bound ? frames : Arrays.copyOf(frames, at);
  }

  /** Returns the compressed length, or the length of a message that does not become smaller. */
  private static int deflate(byte[] message, byte[] out) {
    Deflater deflater = DEFLATERS.get();
    deflater.reset();
    deflater.setInput(message);
    int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
    return length < out.length ? length - TAIL : message.length;
  }
}
