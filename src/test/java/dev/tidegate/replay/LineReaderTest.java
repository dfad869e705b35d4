package dev.tidegate.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  @Test
  void numbersLinesAndTakesTheirEndsAway() throws IOException {
    assertThat(read("a\r\nb\n\nc".getBytes(StandardCharsets.UTF_8)))
        .containsExactly(
            new RawLine(1, "a"), new RawLine(2, "b"), new RawLine(3, ""), new RawLine(4, "c"));
  }

  @Test
  void anEndedLastLineIsNotFollowedByAnother() throws IOException {
    assertThat(read("a\n".getBytes(StandardCharsets.UTF_8))).containsExactly(new RawLine(1, "a"));
    assertThat(read(new byte[0])).isEmpty();
  }

  @Test
  void takesTheByteOrderMarkOffTheFirstLineOnly() throws IOException {
    assertThat(read("\ufeffa\n\ufeffb\n".getBytes(StandardCharsets.UTF_8)))
        .containsExactly(new RawLine(1, "a"), new RawLine(2, "\ufeffb"));
  }

  @Test
  void knowsGzipByItsMagicBytes() throws IOException {
    assertThat(read(gzip("a\nb\n"))).containsExactly(new RawLine(1, "a"), new RawLine(2, "b"));
  }

  @Test
  void aCutGzipFileIsAnErrorAndNotAnEnd() throws IOException {
    byte[] whole = gzip("a\nb\n");
    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 6)))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void decodesEachLineByItself() throws IOException {
    ByteArrayOutputStream mixed = new ByteArrayOutputStream();
    mixed.writeBytes("£ 1\n".getBytes(StandardCharsets.UTF_8));
    mixed.writeBytes("£ 2\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(read(mixed.toByteArray()))
        .containsExactly(new RawLine(1, "£ 1"), new RawLine(2, "£ 2"));
  }

  @Test
  void keepsNoMoreOfAnEndlessLineThanTellsThatItIsTooLong() throws IOException {
    String endless = "x".repeat(3 * LineReader.MAX_LINE);
    List<RawLine> lines = read((endless + "\nb\n").getBytes(StandardCharsets.UTF_8));
    assertThat(lines.get(0).text()).hasSize(LineReader.MAX_LINE + 1);
    assertThat(lines.get(1)).isEqualTo(new RawLine(2, "b"));
  }

  private static List<RawLine> read(byte[] bytes) throws IOException {
    List<RawLine> lines = new ArrayList<>();
    try (LineReader reader = LineReader.of(new ByteArrayInputStream(bytes))) {
      for (RawLine line = reader.next(); line != null; line = reader.next()) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
