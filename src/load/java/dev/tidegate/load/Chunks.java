package dev.tidegate.load;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** A body in chunks (RFC 9112, 7.1). */
final class Chunks {
  private Chunks() {}

  /**
   * Joins the chunks of a body.
   *
   * @param after receives the start of the next response
   * @return {@code null} while a part is missing
   */
  static byte @Nullable [] join(byte[] bytes, int from, int end, int[] after) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int at = from;
    while (true) {
      int size = 0;
      int i = at;
      for (; i < end && bytes[i] != '\r'; i++) {
        size = size * 16 + Character.digit(bytes[i], 16);
      }
      int data = i + 2;
      if (data + size + 2 > end) {
        return null;
      }
      if (size == 0) {
        after[0] = data + 2;
        return body.toByteArray();
      }
      body.write(bytes, data, size);
      at = data + size + 2;
    }
  }
}
