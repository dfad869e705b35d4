package dev.tidegate.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Facts about a file that are necessary before the first line is replayed.
 *
 * @param lines below the header, whether they can be used or not
 * @param names the first description that is not blank, by stock code; codes without one are absent
 */
record FileSurvey(Columns columns, long lines, Map<String, String> names) {

  /** Reads the whole file. Blocks. */
  static FileSurvey of(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ReplayException(
          file + " is no file (it is read twice, so that a pipe will not do)");
    }
    try (LineReader reader = LineReader.open(file)) {
      return of(reader);
    }
  }

  static FileSurvey of(LineReader reader) throws IOException {
    Columns columns = header(reader);
    Map<String, String> names = new HashMap<>();
    long lines = 0;
    for (RawLine line = reader.next(); line != null; line = reader.next()) {
      lines++;
      @Nullable String[] values = values(columns, line);
      if (values != null && !values[columns.description()].isBlank()) {
        names.putIfAbsent(values[columns.code()], values[columns.description()]);
      }
    }
    return new FileSurvey(columns, lines, names);
  }

  /** Takes the header off a file that begins. */
  static Columns header(LineReader reader) throws IOException {
    RawLine first = reader.next();
    if (first == null) {
      throw new ReplayException("the file is empty");
    }
    return Columns.ofHeader(first.text());
  }

  String nameOf(String code) {
    return names.getOrDefault(code, code);
  }

  /** Null for a line that the replay will report. */
  private static String @Nullable [] values(Columns columns, RawLine line) {
    try {
      return columns.values(line.text());
    } catch (LineException e) {
      return null;
    }
  }
}
