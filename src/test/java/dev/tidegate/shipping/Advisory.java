package dev.tidegate.shipping;

import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A line of src/docs/security/advisories.csv.
 *
 * @param name the {@link Component#name} that it is about
 * @param affected the affected versions
 * @param id {@code CVE-…} or {@code GHSA-…}
 * @param severity as the source rates it; {@code unknown} if it does not
 * @param summary the fault and its effect
 * @param source page that states the affected versions
 * @param checked day on which the line was compared with its source
 * @param exception reason why an affected version may ship; empty without an exception
 */
record Advisory(
    String name,
    VersionRange affected,
    String id,
    String severity,
    String summary,
    URI source,
    LocalDate checked,
    String exception) {
  static final Set<String> COLUMNS =
      Set.of(
          "package",
          "affected",
          "advisory",
          "severity",
          "summary",
          "source",
          "checked",
          "exception");
  private static final Pattern NAME = Pattern.compile("redis|[\\w.-]+:[\\w.-]+");
  private static final Pattern ID = Pattern.compile("CVE-\\d{4}-\\d{4,}|GHSA(-[0-9a-z]{4}){3}");
  private static final Set<String> SEVERITIES =
      Set.of("unknown", "low", "medium", "high", "critical");
  private static final int SHORTEST_TEXT = 15;

  /**
   * Parses a line.
   *
   * @throws IllegalArgumentException if a column is missing or invalid
   */
  static Advisory of(Map<String, String> line) {
    require(line.keySet().equals(COLUMNS), "columns", line.keySet().toString());
    String name = matching(line, "package", NAME);
    VersionRange affected = VersionRange.parse(text(line, "affected"));
    String id = matching(line, "advisory", ID);
    String severity = text(line, "severity");
    require(SEVERITIES.contains(severity), "severity", severity);
    String summary = text(line, "summary");
    require(summary.length() >= SHORTEST_TEXT, "summary", summary);
    URI source = URI.create(text(line, "source"));
    require("https".equals(source.getScheme()) && source.getHost() != null, "source", source + "");
    String exception = text(line, "exception");
    require(exception.isEmpty() || exception.length() >= SHORTEST_TEXT, "exception", exception);
    return new Advisory(
        name, affected, id, severity, summary, source, date(text(line, "checked")), exception);
  }

  boolean affects(Component component) {
    return component.name().equals(name) && affected.contains(Version.parse(component.version()));
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("Invalid checked \"" + text + "\". Use YYYY-MM-DD.", e);
    }
  }

  private static String matching(Map<String, String> line, String column, Pattern pattern) {
    String text = text(line, column);
    require(pattern.matcher(text).matches(), column, text);
    return text;
  }

  private static String text(Map<String, String> line, String column) {
    return line.getOrDefault(column, "");
  }

  private static void require(boolean valid, String column, String value) {
    if (!valid) {
      throw new IllegalArgumentException("Invalid " + column + " \"" + value + "\"");
    }
  }
}
