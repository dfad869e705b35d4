package dev.tidegate.replay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text file, plain or gzip. Each is decoded by itself, as UTF-8 or, where it is not
 * that, as ISO-8859-1: exports are found in either and in mixtures. Blocks.
 */
final class LineReader implements AutoCloseable {
  /** In bytes. What a longer line has beyond one byte more than this is skipped. */
  static final int MAX_LINE = 64 * 1024;

  private static final int BUFFER = 64 * 1024;
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final char BOM = '\ufeff';

  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
  private long number;

  private LineReader(InputStream in) {
    this.in = in;
  }

  static LineReader open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      return of(raw);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** Reads from a stream that can be marked, and closes it in the end. */
  static LineReader of(InputStream raw) throws IOException {
    raw.mark(2);
    int magic = raw.read() << 8 | raw.read();
    raw.reset();
    return new LineReader(
        magic == GZIP_MAGIC
            ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER)
            : raw);
  }

  /** Returns the next line, null after the last one. */
  @Nullable RawLine next() throws IOException {
    line.reset();
    int b = in.read();
    if (b < 0) {
      return null;
    }
    for (; b >= 0 && b != '\n'; b = in.read()) {
      if (line.size() <= MAX_LINE) {
        line.write(b);
      }
    }
    number++;
    String text = decode(line.toByteArray());
    if (number == 1 && !text.isEmpty() && text.charAt(0) == BOM) {
      text = text.substring(1);
    }
    return new RawLine(number, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }

  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
