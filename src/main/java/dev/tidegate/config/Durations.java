package dev.tidegate.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as {@code 250ms}, {@code 15s}, {@code 10m}, {@code 24h}. */
final class Durations extends StdDeserializer<Duration> {
  private static final long serialVersionUID = 1;
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  Durations() {
    super(Duration.class);
  }

  @Override
  public Duration deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    String text = parser.getText();
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return (Duration)
          context.handleWeirdStringValue(
              Duration.class, text, "a duration is a number with ms, s, m or h, as 15s");
    }
    long amount = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  static String text(Duration duration) {
    long ms = duration.toMillis();
    if (ms % 3_600_000 == 0 && ms > 0) {
      return ms / 3_600_000 + "h";
    }
    if (ms % 60_000 == 0 && ms > 0) {
      return ms / 60_000 + "m";
    }
    return ms % 1_000 == 0 && ms > 0 ? ms / 1_000 + "s" : ms + "ms";
  }
}
