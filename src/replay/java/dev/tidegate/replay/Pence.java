package dev.tidegate.replay;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Prices. */
final class Pence {
  // Few enough digits to stay within a gateway's integers, and no exponent to blow up a BigDecimal.
  private static final Pattern POUNDS = Pattern.compile("[+-]?\\d{1,13}(\\.\\d{1,20})?");

  private Pence() {}

  /** Pounds as pence, rounded half up; null where they are 0 or less. */
  static @Nullable Long ofPounds(String text) throws LineException {
    String digits = text.strip();
    if (!POUNDS.matcher(digits).matches()) {
      throw new LineException("UnitPrice is not a number of pounds: " + Quote.of(text));
    }
    BigDecimal pounds = new BigDecimal(digits);
    return pounds.signum() > 0
        ? pounds.movePointRight(2).setScale(0, RoundingMode.HALF_UP).longValueExact()
        : null;
  }
}
