package dev.tidegate.exchange;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Cuts a stream of chunks into lines. The bytes of one line at most are held: of one that is too
 * long none, but for its end.
 */
public final class LineSplitter {
  /** A buffer that a long line has made large is not kept for short ones. */
  private static final int MAX_KEPT = 64 << 10;

  private final int maxLine;
  private final Consumer<byte[]> lines;
  private final Runnable tooLong;
  private ByteArrayOutputStream rest = new ByteArrayOutputStream();
  private boolean skipping;

  /**
   * @param tooLong called in the place of a line of more than {@code maxLine} bytes
   */
  public LineSplitter(int maxLine, Consumer<byte[]> lines, Runnable tooLong) {
    this.maxLine = maxLine;
    this.lines = lines;
    this.tooLong = tooLong;
  }

  /**
   * Takes the lines of a chunk.
   *
   * @param start index of the first byte that was not taken before
   * @param more asked after each line whether the next one may follow
   * @return the index of the first byte that was not taken; the length of the chunk for the end
   */
  public int add(Buffer chunk, int start, BooleanSupplier more) {
    int from = start;
    for (int i = start; i < chunk.length(); i++) {
      if (chunk.getByte(i) == '\n') {
        keep(chunk, from, i);
        end();
        from = i + 1;
        if (!more.getAsBoolean()) {
          return from;
        }
      }
    }
    keep(chunk, from, chunk.length());
    return chunk.length();
  }

  /** Bytes of the line that has not ended yet. */
  public int bytes() {
    return rest.size();
  }

  /** The stream has ended: what is left is a line too. */
  public void end() {
    if (skipping) {
      skipping = false;
      return;
    }
    byte[] line = rest.toByteArray();
    rest = line.length > MAX_KEPT ? new ByteArrayOutputStream() : rest;
    rest.reset();
    if (!isBlank(line)) {
      lines.accept(line);
    }
  }

  private void keep(Buffer chunk, int from, int to) {
    if (skipping) {
      return;
    }
    if (rest.size() + to - from > maxLine) {
      skipping = true;
      rest = new ByteArrayOutputStream();
      tooLong.run();
      return;
    }
    rest.writeBytes(chunk.getBytes(from, to));
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
