package dev.tidegate.write;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Dates as the store keeps them: ISO-8601 in UTC, to the millisecond. */
final class Dates {
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private Dates() {}

  /** Takes a date, or a date and time with an offset or {@code Z}. */
  static String canonical(String text) throws ValueReader.Mismatch {
    Instant instant;
    try {
      instant =
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      throw new ValueReader.Mismatch(
          "must be an ISO-8601 date, as 2026-01-31 or 2026-01-31T12:00:00Z");
    }
    if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
      throw new ValueReader.Mismatch("must be of the years 0000 to 9999");
    }
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
