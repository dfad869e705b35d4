package dev.tidegate.transfer;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Splitter of a stream of chunks into lines. It buffers at most one line. Of a line above the limit
 * it buffers nothing.
 */
final class LineSplitter {
  /** Largest buffer that is used again. A long line must not occupy memory for good. */
  private static final int MAX_REUSED = 64 << 10;

  private final int maxLine;
  private final Consumer<byte[]> lines;
  private final Runnable tooLong;
  private ByteArrayOutputStream rest = new ByteArrayOutputStream();
  private boolean skipping;

  /**
   * Creates a splitter.
   *
   * @param maxLine limit of a line, in bytes
   * @param lines receives each line that is not blank, without its newline
   * @param tooLong called instead for a line above the limit
   */
  LineSplitter(int maxLine, Consumer<byte[]> lines, Runnable tooLong) {
    this.maxLine = maxLine;
    this.lines = lines;
    this.tooLong = tooLong;
  }

  /**
   * Splits a chunk.
   *
   * @param start index of the first byte that was not taken before
   * @param more asked after each line whether to continue
   * @return the index of the first byte that was not taken; the length of the chunk at its end
   */
  int add(Buffer chunk, int start, BooleanSupplier more) {
    int from = start;
    for (int i = start; i < chunk.length(); i++) {
      if (chunk.getByte(i) == '\n') {
        append(chunk, from, i);
        end();
        from = i + 1;
        if (!more.getAsBoolean()) {
          return from;
        }
      }
    }
    append(chunk, from, chunk.length());
    return chunk.length();
  }

  /** Returns the bytes of the line that has not ended yet. */
  int bytes() {
    return rest.size();
  }

  /** Ends the current line: at a newline, or at the end of the stream. */
  void end() {
    if (skipping) {
      skipping = false;
      return;
    }
    byte[] line = rest.toByteArray();
    rest = line.length > MAX_REUSED ? new ByteArrayOutputStream() : rest;
    rest.reset();
    if (!isBlank(line)) {
      lines.accept(line);
    }
  }

  private void append(Buffer chunk, int from, int to) {
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
