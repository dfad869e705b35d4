package dev.tidegate.write;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tidegate.model.Field;
import dev.tidegate.model.Moment;
import dev.tidegate.model.Revisions;
import dev.tidegate.model.Utf8;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Reads one value of a declared type from where a parser stands, into canonical JSON. */
final class ValueReader {
  private static final String HALF_A_PAIR =
      "has half of a surrogate pair, which is no character: \\ud800 to \\udfff stand in pairs";

  private ValueReader() {}

  /** A value that the schema does not take; the message says why. */
  static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1;

    Mismatch(String detail) {
      super(detail, null, false, false);
    }
  }

  static byte[] read(Field field, JsonParser parser) throws IOException, Mismatch {
    return switch (field.type()) {
      case TEXT -> string(bounded(field, text(parser)));
      case KEYWORD -> field.many() ? keywords(field, parser) : string(bounded(field, text(parser)));
      case LONG -> Canonical.number(inBounds(field, integer(parser)));
      case DOUBLE -> Canonical.number(inBounds(field, decimal(parser)));
      case BOOLEAN -> bool(parser);
      case DATE -> date(text(parser));
      case OBJECT -> object(parser);
    };
  }

  /** A signed amount for a number field, without its bounds. */
  static String amount(Field field, JsonParser parser) throws IOException, Mismatch {
    byte[] amount =
        switch (field.type()) {
          case LONG -> Canonical.number(integer(parser));
          case DOUBLE -> Canonical.number(decimal(parser));
          default -> throw new Mismatch("can't be adjusted: it is a " + field.type().label());
        };
    return new String(amount, StandardCharsets.US_ASCII);
  }

  private static String text(JsonParser parser) throws IOException, Mismatch {
    expect(parser, JsonToken.VALUE_STRING, "a string");
    return parser.getText();
  }

  private static byte[] string(String value) throws Mismatch {
    try {
      return Canonical.string(value);
    } catch (IllegalArgumentException e) {
      throw new Mismatch(HALF_A_PAIR);
    }
  }

  private static byte[] date(String text) throws Mismatch {
    try {
      return Canonical.string(Moment.parse(text).first().toString());
    } catch (IllegalArgumentException e) {
      throw new Mismatch(String.valueOf(e.getMessage()));
    }
  }

  private static String bounded(Field field, String text) throws Mismatch {
    checkSize("has ", Utf8.size(text), field.maxBytes());
    return text;
  }

  private static void checkSize(String what, int size, int limit) throws Mismatch {
    if (size > limit) {
      throw new Mismatch(
          what + size + " bytes in UTF-8; the limit is " + limit + " bytes: shorten it");
    }
  }

  private static byte[] keywords(Field field, JsonParser parser) throws IOException, Mismatch {
    expect(parser, JsonToken.START_ARRAY, "an array of strings");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write('[');
    int size = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String text = bounded(field, text(parser));
      byte[] keyword = string(text);
      size += Utf8.size(text);
      if (out.size() > 1) {
        out.write(',');
      }
      out.writeBytes(keyword);
    }
    checkSize("has values of ", size, Field.TEXT_BYTES);
    out.write(']');
    return out.toByteArray();
  }

  private static long integer(JsonParser parser) throws IOException, Mismatch {
    BigDecimal value = number(parser, "an integer");
    if (value.stripTrailingZeros().scale() > 0) {
      throw new Mismatch("must be an integer");
    }
    if (value.abs().compareTo(BigDecimal.valueOf(Revisions.MAX)) > 0) {
      throw new Mismatch("must be within ±(2^53−1)");
    }
    return value.longValueExact();
  }

  private static double decimal(JsonParser parser) throws IOException, Mismatch {
    double value = number(parser, "a number").doubleValue();
    if (!Double.isFinite(value)) {
      throw new Mismatch("is too large for a double");
    }
    return value;
  }

  private static BigDecimal number(JsonParser parser, String what) throws IOException, Mismatch {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
      throw new Mismatch("must be " + what);
    }
    BigDecimal value = exact(parser);
    // Neither a long nor a double reaches so far, and expanding the exponent would cost the server.
    if (value.signum() != 0 && Math.abs((long) value.precision() - value.scale()) > 400) {
      throw new Mismatch("is out of range");
    }
    return value;
  }

  private static BigDecimal exact(JsonParser parser) throws IOException, Mismatch {
    try {
      return parser.getDecimalValue();
    } catch (NumberFormatException e) {
      // An exponent of more digits than a decimal takes.
      throw new Mismatch("is out of range");
    }
  }

  private static byte[] bool(JsonParser parser) throws Mismatch {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> "true".getBytes(StandardCharsets.US_ASCII);
      case VALUE_FALSE -> "false".getBytes(StandardCharsets.US_ASCII);
      default -> throw new Mismatch("must be true or false");
    };
  }

  private static byte[] object(JsonParser parser) throws IOException, Mismatch {
    expect(parser, JsonToken.START_OBJECT, "an object");
    // Checked as it is copied: the copy would keep the half as an escape.
    return Canonical.structure(parser, ValueReader::checkPairs);
  }

  private static void checkPairs(String text) throws Mismatch {
    if (!Utf8.isEncodable(text)) {
      throw new Mismatch(HALF_A_PAIR);
    }
  }

  private static long inBounds(Field field, long value) throws Mismatch {
    inBounds(field, (double) value);
    return value;
  }

  private static double inBounds(Field field, double value) throws Mismatch {
    Double min = field.min();
    Double max = field.max();
    if (min != null && value < min) {
      throw new Mismatch("must be at least " + plain(min));
    }
    if (max != null && value > max) {
      throw new Mismatch("must be at most " + plain(max));
    }
    return value;
  }

  static String plain(double bound) {
    return new String(Canonical.number(bound), StandardCharsets.US_ASCII);
  }

  private static void expect(JsonParser parser, JsonToken token, String what) throws Mismatch {
    if (parser.currentToken() != token) {
      throw new Mismatch("must be " + what);
    }
  }
}
