package dev.tidegate.exchange;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * Cuts a stream of chunks into lines. The bytes of one line at most are held: of one that is too
 * long none, but for its end.
 */
public final class LineSplitter {
  private final int maxLine;
  private final Consumer<byte[]> lines;
  private final Runnable tooLong;
  private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
  private boolean skipping;

  /**
   * @param tooLong called in the place of a line of more than {@code maxLine} bytes
   */
  public LineSplitter(int maxLine, Consumer<byte[]> lines, Runnable tooLong) {
    this.maxLine = maxLine;
    this.lines = lines;
    this.tooLong = tooLong;
  }

  public void add(Buffer chunk) {
    int from = 0;
    for (int i = 0; i < chunk.length(); i++) {
      if (chunk.getByte(i) == '\n') {
        keep(chunk, from, i);
        end();
        from = i + 1;
      }
    }
    keep(chunk, from, chunk.length());
  }

  /** The stream has ended: what is left is a line too. */
  public void end() {
    if (skipping) {
      skipping = false;
      return;
    }
    byte[] line = rest.toByteArray();
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
      rest.reset();
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
