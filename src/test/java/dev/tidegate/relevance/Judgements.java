package dev.tidegate.relevance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** The judged queries, as the file's own head explains them. */
final class Judgements {
  private static final String FILE = "/relevance/judgements.txt";
  private static final int ANY_CASE =
      Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

  private Judgements() {}

  /** Grades of the documents for a query. */
  record Judged(String query, List<Grade> grades) {

    /** 0 for what nobody wants who asks this. */
    int grade(String name) {
      String plain = Normalizer.normalize(name, Normalizer.Form.NFKC).replaceAll("\\s+", " ");
      for (Grade grade : grades) {
        if (grade.names().matcher(plain).find()) {
          return grade.value();
        }
      }
      return 0;
    }
  }

  record Grade(int value, Pattern names) {}

  static List<Judged> read() {
    return read(FILE);
  }

  /** Returns the judged queries of a file among the resources. */
  static List<Judged> read(String resource) {
    List<Judged> judged = new ArrayList<>();
    try (InputStream file = Judgements.class.getResourceAsStream(resource);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("? ")) {
          judged.add(new Judged(line.substring(2), new ArrayList<>()));
        } else if (!line.isBlank() && !line.startsWith("#")) {
          Pattern names = Pattern.compile(line.substring(2), ANY_CASE);
          judged.getLast().grades().add(new Grade(Character.digit(line.charAt(0), 10), names));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return judged;
  }
}
