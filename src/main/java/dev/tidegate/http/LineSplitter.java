package dev.tidegate.http;

import dev.tidegate.wire.Problem;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** Cuts a stream of chunks into lines; the bytes of one line at most are held. */
final class LineSplitter {
  private final int maxLine;
  private final Consumer<byte[]> lines;
  private final ByteArrayOutputStream rest = new ByteArrayOutputStream();

  LineSplitter(int maxLine, Consumer<byte[]> lines) {
    this.maxLine = maxLine;
    this.lines = lines;
  }

  void add(Buffer chunk) {
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
  void end() {
    byte[] line = rest.toByteArray();
    rest.reset();
    if (!isBlank(line)) {
      lines.accept(line);
    }
  }

  private void keep(Buffer chunk, int from, int to) {
    if (rest.size() + to - from > maxLine) {
      throw new ProblemException(
          Problem.of(413, "too_large", "A line is too large", "at most " + maxLine + " bytes"));
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
