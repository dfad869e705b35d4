package dev.tidegate.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations in the form {@code 250ms}, {@code 15s}, {@code 10m}, {@code 24h}. */
final class Durations {
  /** Regular expression for a duration. */
  static final String FORM = "[0-9]{1,9}(ms|s|m|h)";

  private static final Pattern PARTS = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  private Durations() {}

  /** Returns the duration, or {@code null} if the text is not one. */
  static @Nullable Duration parse(String text) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      return null;
    }
    long amount = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  /** Returns the text in the largest unit that is exact. */
  static String text(Duration duration) {
    long ms = duration.toMillis();
    if (ms % 3_600_000 == 0 && ms > 0) {
      return ms / 3_600_000 + "h";
    }
    if (ms % 60_000 == 0 && ms > 0) {
      return ms / 60_000 + "m";
    }
    return ms % 1_000 == 0 ? ms / 1_000 + "s" : ms + "ms";
  }
}
