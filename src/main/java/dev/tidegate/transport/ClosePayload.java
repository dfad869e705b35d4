package dev.tidegate.transport;

import dev.tidegate.wire.CloseCode;
import io.netty.buffer.ByteBuf;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Validation of the payload of a close frame (RFC 6455, 5.5.1 and 7.4). */
final class ClosePayload {
  private static final int CODE_BYTES = 2;
  private static final int MAX_CODE = 4999;

  private ClosePayload() {}

  /**
   * Returns what makes the payload invalid, if anything. The decoder has rejected a payload of one
   * byte, codes below 5000 that are not valid, and a reason with invalid bytes. It accepts greater
   * codes, and a reason that ends within a character.
   */
  static Optional<CloseCode> violation(ByteBuf payload) {
    int length = payload.readableBytes();
    if (length < CODE_BYTES) {
      return Optional.empty();
    }
    int start = payload.readerIndex();
    if (payload.getUnsignedShort(start) > MAX_CODE) {
      return Optional.of(CloseCode.PROTOCOL_ERROR);
    }
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .decode(payload.nioBuffer(start + CODE_BYTES, length - CODE_BYTES));
      return Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.of(CloseCode.INVALID_DATA);
    }
  }
}
