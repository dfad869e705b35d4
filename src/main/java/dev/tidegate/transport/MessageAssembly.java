package dev.tidegate.transport;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Puts a client's messages together from their frames. */
final class MessageAssembly {
  private static final byte[] NOTHING = {};

  private final int maxBytes;
  private byte[] begun = NOTHING;

  MessageAssembly(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The message is longer than may be. */
  static final class TooLarge extends Exception {
    private static final long serialVersionUID = 1;
  }

  /**
   * Adds a frame.
   *
   * @param last whether it ends its message
   * @return the message, if it is whole
   * @throws CharacterCodingException where it is not UTF-8
   */
  Optional<String> add(ByteBuf payload, boolean last) throws TooLarge, CharacterCodingException {
    int length = payload.readableBytes();
    if (begun.length + length > maxBytes) {
      throw new TooLarge();
    }
    byte[] bytes = Arrays.copyOf(begun, begun.length + length);
    payload.readBytes(bytes, begun.length, length);
    begun = last ? NOTHING : bytes;
    return last
        ? Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString())
        : Optional.empty();
  }
}
