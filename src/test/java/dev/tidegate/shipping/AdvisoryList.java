package dev.tidegate.shipping;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.StringReader;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The lines of src/docs/security/advisories.csv. */
record AdvisoryList(List<Advisory> lines) {
  private static final int MOST_DAYS = 90;

  /**
   * Parses a list.
   *
   * @param today no line may be checked later
   * @throws IllegalArgumentException if a line is malformed or repeated; names its number
   */
  static AdvisoryList parse(String csv, LocalDate today) throws IOException {
    List<Advisory> lines = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    CsvMapper mapper = new CsvMapper();
    mapper.enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS);
    try (MappingIterator<Map<String, String>> read =
        mapper
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(new StringReader(csv))) {
      for (int number = 2; next(read, number); number++) {
        try {
          Advisory advisory = Advisory.of(read.nextValue());
          require(seen.add(advisory.name() + advisory.id()), "the line repeats " + advisory.id());
          require(!advisory.checked().isAfter(today), "checked is in the future");
          lines.add(advisory);
        } catch (IllegalArgumentException | IOException e) {
          throw new IllegalArgumentException("Line " + number + ": " + e.getMessage(), e);
        }
      }
    }
    require(!lines.isEmpty(), "the list is empty");
    return new AdvisoryList(List.copyOf(lines));
  }

  private static boolean next(MappingIterator<Map<String, String>> read, int number) {
    try {
      return read.hasNextValue();
    } catch (IOException e) {
      throw new IllegalArgumentException("Line " + number + ": " + e.getMessage(), e);
    }
  }

  /** Returns the affected components without an exception, with the advisory of each. */
  List<String> faults(Collection<Component> shipped) {
    return lines.stream()
        .filter(line -> line.exception().isEmpty())
        .flatMap(
            line ->
                shipped.stream()
                    .filter(line::affects)
                    .map(component -> line.id() + ": " + component + " " + line.source()))
        .toList();
  }

  /** Returns the ids of the exceptions that no component needs. */
  List<String> needlessExceptions(Collection<Component> shipped) {
    return lines.stream()
        .filter(line -> !line.exception().isEmpty())
        .filter(line -> shipped.stream().noneMatch(line::affects))
        .map(Advisory::id)
        .toList();
  }

  /** Returns a warning, or an empty text if a line was checked in the last 90 days. */
  String warning(LocalDate today) {
    LocalDate last = lines.stream().map(Advisory::checked).max(LocalDate::compareTo).orElseThrow();
    long days = ChronoUnit.DAYS.between(last, today);
    return days <= MOST_DAYS
        ? ""
        : "WARNING: advisories.csv was last checked %d days ago (%s). See src/docs/security.md."
            .formatted(days, last);
  }

  private static void require(boolean valid, String problem) {
    if (!valid) {
      throw new IllegalArgumentException(problem);
    }
  }
}
