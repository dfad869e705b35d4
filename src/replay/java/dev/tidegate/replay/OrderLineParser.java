package dev.tidegate.replay;

import dev.tidegate.client.DocumentIds;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads lines of the UCI Online Retail format. */
final class OrderLineParser {
  // Few enough digits to stay within a gateway's integers.
  private static final Pattern QUANTITY = Pattern.compile("[+-]?\\d{1,15}");

  // As in this data set's CSV exports, and as spreadsheets write it.
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("[uuuu-MM-dd HH:mm[:ss]][M/d/uuuu H:mm[:ss]]", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private final Columns columns;

  OrderLineParser(Columns columns) {
    this.columns = columns;
  }

  OrderLine parse(RawLine raw) throws LineException {
    String[] values = columns.values(raw.text());
    String code = values[columns.code()];
    if (code.isBlank()) {
      throw new LineException("StockCode is blank");
    }
    String id = ProductIds.of(code);
    if (!DocumentIds.isValid(id)) {
      throw new LineException("StockCode is no valid id:  " + DocumentIds.RULE);
    }
    return new OrderLine(
        raw.number(),
        code,
        id,
        quantity(values[columns.quantity()]),
        date(values[columns.date()]),
        Pence.ofPounds(values[columns.price()]));
  }

  private static long quantity(String text) throws LineException {
    String digits = text.strip();
    if (!QUANTITY.matcher(digits).matches()) {
      throw new LineException("Quantity is not an integer: " + Quote.of(text));
    }
    return Long.parseLong(digits);
  }

  private static LocalDateTime date(String text) throws LineException {
    try {
      return LocalDateTime.parse(text.strip(), DATE);
    } catch (DateTimeParseException e) {
      throw new LineException(
          "InvoiceDate is not like 2010-12-01 08:26:00 or 12/1/2010 8:26: " + Quote.of(text));
    }
  }
}
