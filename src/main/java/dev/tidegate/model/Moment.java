package dev.tidegate.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * A date as clients write it, to the millisecond: a day of UTC, or a date and time with an offset
 * or {@code Z}.
 *
 * @param first its instant; a day's beginning
 * @param last the same; a day's last millisecond
 */
public record Moment(Instant first, Instant last) {
  private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
  private static final int DAY_LENGTH = 10;

  /**
   * Parses a date or time.
   *
   * @throws IllegalArgumentException with the violation as its message
   */
  public static Moment parse(String text) {
    boolean day = text.length() == DAY_LENGTH;
    Instant first;
    try {
      first =
          day
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "must be an ISO-8601 date, as 2026-01-31 or 2026-01-31T12:00:00Z", e);
    }
    if (first.isBefore(EARLIEST) || first.isAfter(LATEST)) {
      throw new IllegalArgumentException("must be of the years 0000 to 9999");
    }
    Instant whole = first.truncatedTo(ChronoUnit.MILLIS);
    return new Moment(whole, day ? whole.plus(1, ChronoUnit.DAYS).minusMillis(1) : whole);
  }

  public boolean isDay() {
    return !first.equals(last);
  }
}
