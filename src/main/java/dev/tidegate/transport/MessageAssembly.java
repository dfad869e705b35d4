package dev.tidegate.transport;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/** Assembly of the messages of one client from their frames. */
final class MessageAssembly {
  private static final byte[] NOTHING = {};
  private static final char REPLACEMENT = '\uFFFD';

  /** Number of frames that every message may have; a larger byte limit allows more. */
  private static final int MIN_FRAMES = 1_024;

  private static final int BYTES_PER_FRAME = 1_024;

  private final int maxBytes;
  private final int maxFrames;
  private final @Nullable MessageInflater inflater;
  private byte[] bytes = NOTHING;
  private int length;
  private int frames;
  private boolean compressed;

  /**
   * Creates an empty assembly.
   *
   * @param inflater inflater of compressed messages; {@code null} without compression
   */
  MessageAssembly(int maxBytes, @Nullable MessageInflater inflater) {
    this.maxBytes = maxBytes;
    this.maxFrames = Math.max(MIN_FRAMES, maxBytes / BYTES_PER_FRAME);
    this.inflater = inflater;
  }

  /** Error for a message that exceeds the limit of bytes or of frames. */
  static final class TooLarge extends Exception {
    private static final long serialVersionUID = 1;
  }

  /** Returns whether a message may be compressed. */
  boolean inflates() {
    return inflater != null;
  }

  /**
   * Adds a frame.
   *
   * @param deflated whether the frame starts a compressed message
   * @param last whether the frame ends its message
   * @return the message if it is complete
   * @throws CharacterCodingException if the message is not UTF-8
   * @throws DataFormatException if the compressed data of the message is corrupt
   */
  Optional<String> add(ByteBuf payload, boolean deflated, boolean last)
      throws TooLarge, CharacterCodingException, DataFormatException {
    int more = payload.readableBytes();
    frames++;
    if (more > maxBytes - length || frames > maxFrames) {
      clear();
      throw new TooLarge();
    }
    compressed |= deflated;
    reserve(length + more, last);
    payload.readBytes(bytes, length, more);
    length += more;
    return last ? Optional.of(whole()) : Optional.empty();
  }

  /** Grows the buffer. Its size doubles, so that small frames cause few copies. */
  private void reserve(int needed, boolean last) {
    if (needed > bytes.length) {
      int capacity = last ? needed : Math.min(Math.max(needed, 2 * bytes.length), maxBytes);
      bytes = Arrays.copyOf(bytes, capacity);
    }
  }

  private String whole() throws TooLarge, CharacterCodingException, DataFormatException {
    byte[] data = bytes;
    int size = length;
    boolean inflated = compressed;
    clear();
    if (!inflated || inflater == null) {
      return text(data, size);
    }
    byte[] output = inflater.inflate(data, size);
    return text(output, output.length);
  }

  private static String text(byte[] utf8, int length) throws CharacterCodingException {
    String text = new String(utf8, 0, length, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      // Invalid bytes decode to this character, which a client may also send: decode strictly.
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8, 0, length));
    }
    return text;
  }

  /** Returns the size of the buffer of the incomplete message. */
  int capacity() {
    return bytes.length;
  }

  /** Discards the incomplete message. */
  void clear() {
    bytes = NOTHING;
    length = 0;
    frames = 0;
    compressed = false;
  }
}
