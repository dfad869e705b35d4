package dev.tidegate.transport;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompression of the messages of one client (RFC 7692). All clients of an event loop share one
 * inflater. With context takeover, a client occupies 32 KiB for the end of its messages.
 */
final class MessageInflater {
  private static final byte[] NOTHING = {};

  /** Maximum distance of a reference, in bytes. */
  private static final int WINDOW = 1 << 15;

  private static final int MIN_OUTPUT = 512;
  private static final int EXPECTED_RATIO = 4;

  /** End of the last block (RFC 7692, 7.2.2), and a final block that marks the end of data. */
  private static final byte[] TAIL = {0, 0, -1, -1, 1, 0, 0, -1, -1};

  private static final ThreadLocal<Inflater> INFLATERS =
      ThreadLocal.withInitial(() -> new Inflater(true));

  private final int maxBytes;
  private final boolean takesOver;
  private byte[] window = NOTHING;

  /**
   * Creates the decompression of one client.
   *
   * @param maxBytes maximum size of an inflated message
   * @param takesOver whether a message may refer to the messages before it
   */
  MessageInflater(int maxBytes, boolean takesOver) {
    this.maxBytes = maxBytes;
    this.takesOver = takesOver;
  }

  /**
   * Inflates one message.
   *
   * @param length of the data in the array
   * @throws DataFormatException if the data is corrupt or incomplete
   * @throws MessageAssembly.TooLarge as soon as the output exceeds the limit
   */
  byte[] inflate(byte[] data, int length) throws DataFormatException, MessageAssembly.TooLarge {
    byte[] input = Arrays.copyOf(data, length + TAIL.length);
    System.arraycopy(TAIL, 0, input, length, TAIL.length);
    Inflater inflater = INFLATERS.get();
    inflater.reset();
    if (window.length > 0) {
      inflater.setDictionary(window);
    }
    inflater.setInput(input);
    long expected = Math.max(MIN_OUTPUT, (long) EXPECTED_RATIO * length);
    byte[] output = new byte[(int) Math.min(expected, maxBytes + 1L)];
    int at = 0;
    while (true) {
      int more = inflater.inflate(output, at, output.length - at);
      at += more;
      if (at > maxBytes) {
        throw new MessageAssembly.TooLarge();
      }
      if (inflater.finished()) {
        int consumed = input.length - inflater.getRemaining();
        if (consumed == length || consumed == input.length) {
          break;
        }
        // The client ended a block as its final one; more blocks may follow.
        inflater.reset();
        inflater.setInput(input, consumed, input.length - consumed);
      } else if (at == output.length) {
        output = Arrays.copyOf(output, (int) Math.min(2L * at, maxBytes + 1L));
      } else if (more == 0) {
        throw new DataFormatException("incomplete");
      }
    }
    if (takesOver) {
      window = lastOf(window, output, at);
    }
    return Arrays.copyOf(output, at);
  }

  private static byte[] lastOf(byte[] before, byte[] output, int length) {
    if (length >= WINDOW) {
      return Arrays.copyOfRange(output, length - WINDOW, length);
    }
    int kept = Math.min(before.length, WINDOW - length);
    byte[] last = Arrays.copyOfRange(before, before.length - kept, before.length + length);
    System.arraycopy(output, 0, last, kept, length);
    return last;
  }
}
