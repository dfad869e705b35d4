package dev.tidegate.exchange;

import dev.tidegate.model.ErrorCode;
import dev.tidegate.wire.Problem;
import dev.tidegate.wire.ProblemException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflater of a gzip stream (RFC 1952) that arrives in chunks. The caller determines how much is
 * inflated at a time. A stream may have several members. Confined to one thread; must be closed.
 */
public final class GzipInflater implements AutoCloseable {
  private static final int FIXED_HEADER = 10;
  private static final int TRAILER = 8;

  /** Maximum bytes of a header with its optional parts: names and comments. */
  private static final int MAX_HEADER = 4 << 10;

  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xE0;

  private enum Part {
    HEADER,
    DATA,
    TRAILER
  }

  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private byte[] input = {};
  private int at;
  private Part part = Part.HEADER;
  private boolean started;

  /** Adds the next chunk. Earlier chunks should have been inflated as far as possible. */
  public void add(byte[] chunk) {
    byte[] left = Arrays.copyOfRange(input, at, input.length + chunk.length);
    System.arraycopy(chunk, 0, left, input.length - at, chunk.length);
    input = left;
    at = 0;
    if (part == Part.DATA) {
      inflater.setInput(input);
    }
  }

  /**
   * Inflates into an array.
   *
   * @return the number of bytes; 0 if more input is needed
   * @throws ProblemException 400 {@code invalid_encoding}
   */
  public int inflate(byte[] out) {
    try {
      while (at < input.length) {
        int inflated =
            switch (part) {
              case HEADER -> header();
              case DATA -> data(out);
              case TRAILER -> trailer();
            };
        if (inflated != 0) {
          return Math.max(0, inflated);
        }
      }
      return 0;
    } catch (DataFormatException e) {
      throw invalid("The body is not gzip: " + e.getMessage());
    }
  }

  /** Returns whether the stream may end here. */
  public boolean isComplete() {
    return started && part == Part.HEADER && at == input.length;
  }

  /** Returns the problem of a stream that ends elsewhere. */
  public static ProblemException truncated() {
    return invalid("The gzip stream is truncated.");
  }

  @Override
  public void close() {
    inflater.end();
  }

  /** Reads a header. Returns 0 to continue, -1 if more input is needed. */
  private int header() {
    int length = headerLength();
    if (length < 0) {
      return -1;
    }
    at += length;
    started = true;
    part = Part.DATA;
    checksum.reset();
    inflater.reset();
    inflater.setInput(input, at, input.length - at);
    return 0;
  }

  private int headerLength() {
    int available = input.length - at;
    if ((available >= 1 && octet(0) != 0x1F)
        || (available >= 2 && octet(1) != 0x8B)
        || (available >= 3 && octet(2) != 8)
        || (available >= 4 && (octet(3) & RESERVED) != 0)) {
      throw invalid("The body is not gzip.");
    }
    if (available < FIXED_HEADER) {
      return -1;
    }
    int flags = octet(3);
    int length = FIXED_HEADER;
    if ((flags & EXTRA) != 0) {
      length =
          available < length + 2
              ? Integer.MAX_VALUE
              : length + 2 + octet(length) + (octet(length + 1) << 8);
    }
    length = (flags & NAME) == 0 ? length : afterZero(length, available);
    length = (flags & COMMENT) == 0 ? length : afterZero(length, available);
    length = (flags & HEADER_CHECKSUM) == 0 || length > available ? length : length + 2;
    if (length <= available) {
      return length;
    }
    if (available > MAX_HEADER) {
      throw invalid("The gzip header is too large.");
    }
    return -1;
  }

  private int afterZero(int from, int available) {
    for (int i = from; i < available; i++) {
      if (octet(i) == 0) {
        return i + 1;
      }
    }
    return Integer.MAX_VALUE;
  }

  private int data(byte[] out) throws DataFormatException {
    int inflated = inflater.inflate(out);
    at = input.length - inflater.getRemaining();
    if (inflater.needsDictionary()) {
      throw invalid("The body is not gzip.");
    }
    if (inflater.finished()) {
      part = Part.TRAILER;
    }
    if (inflated > 0) {
      checksum.update(out, 0, inflated);
      return inflated;
    }
    return part == Part.TRAILER ? 0 : -1;
  }

  private int trailer() {
    if (input.length - at < TRAILER) {
      return -1;
    }
    if (number(0) != checksum.getValue()
        || number(4) != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
      throw invalid("The gzip checksum is wrong.");
    }
    at += TRAILER;
    part = Part.HEADER;
    return 0;
  }

  private int octet(int offset) {
    return input[at + offset] & 0xFF;
  }

  private long number(int offset) {
    return octet(offset)
        | (long) octet(offset + 1) << 8
        | (long) octet(offset + 2) << 16
        | (long) octet(offset + 3) << 24;
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(Problem.of(ErrorCode.INVALID_ENCODING, detail));
  }
}
