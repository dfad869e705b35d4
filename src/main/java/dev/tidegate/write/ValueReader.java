package dev.tidegate.write;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.tidegate.model.Field;
import dev.tidegate.model.Moment;
import dev.tidegate.model.Revisions;
import dev.tidegate.model.Utf8;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Reads values of declared types into canonical JSON. Each value has one notation, so that equal
 * values are equal bytes.
 */
final class ValueReader {
  private static final JsonFactory JSON = new JsonFactory();

  /** Longest integer part of a number in plain notation. */
  private static final int PLAIN_DIGITS = 15;

  private static final String UNPAIRED =
      "contains an unpaired surrogate. Use \\ud800 to \\udfff only in pairs.";

  private ValueReader() {}

  /** A value that the schema rejects, with the reason as its message. */
  static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1;

    Mismatch(String detail) {
      super(detail, null, false, false);
    }
  }

  /** Reads the current value of the parser as a value of the field. */
  static byte[] read(Field field, JsonParser parser) throws IOException, Mismatch {
    return switch (field.type()) {
      case TEXT -> string(bounded(field, text(parser)));
      case KEYWORD -> field.many() ? keywords(field, parser) : string(bounded(field, text(parser)));
      case LONG -> number(inBounds(field, integer(parser)));
      case DOUBLE -> number(inBounds(field, decimal(parser)));
      case BOOLEAN -> bool(parser);
      case DATE -> date(text(parser));
      case OBJECT -> object(parser);
    };
  }

  /** Reads a signed amount to add to a number field; the bounds of the field do not apply. */
  static String amount(Field field, JsonParser parser) throws IOException, Mismatch {
    byte[] amount =
        switch (field.type()) {
          case LONG -> number(integer(parser));
          case DOUBLE -> number(decimal(parser));
          default ->
              throw new Mismatch(
                  "is of type " + field.type().label() + ". Adjust only long and double fields.");
        };
    return new String(amount, StandardCharsets.US_ASCII);
  }

  private static String text(JsonParser parser) throws IOException, Mismatch {
    expect(parser, JsonToken.VALUE_STRING, "a string");
    return parser.getText();
  }

  private static byte[] string(String value) throws Mismatch {
    try {
      return quoted(value);
    } catch (IllegalArgumentException e) {
      throw new Mismatch(UNPAIRED);
    }
  }

  private static byte[] quoted(String value) {
    byte[] text = JsonStringEncoder.getInstance().quoteAsUTF8(value);
    byte[] quoted = new byte[text.length + 2];
    quoted[0] = '"';
    System.arraycopy(text, 0, quoted, 1, text.length);
    quoted[quoted.length - 1] = '"';
    return quoted;
  }

  private static byte[] date(String text) throws Mismatch {
    try {
      return quoted(Moment.parse(text).first().toString());
    } catch (IllegalArgumentException e) {
      throw new Mismatch(String.valueOf(e.getMessage()));
    }
  }

  private static String bounded(Field field, String text) throws Mismatch {
    checkSize("has", Utf8.size(text), field.maxBytes());
    return text;
  }

  private static void checkSize(String what, int size, int limit) throws Mismatch {
    if (size > limit) {
      throw new Mismatch(
          "%s %,d bytes in UTF-8. The limit is %,d bytes.".formatted(what, size, limit));
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
    checkSize("has values of", size, Field.TEXT_BYTES);
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
    // Beyond long and double. Expanding the exponent would take much time and memory.
    if (value.signum() != 0 && Math.abs((long) value.precision() - value.scale()) > 400) {
      throw new Mismatch("is out of range");
    }
    return value;
  }

  private static BigDecimal exact(JsonParser parser) throws IOException, Mismatch {
    try {
      return parser.getDecimalValue();
    } catch (NumberFormatException e) {
      // The exponent has too many digits for a BigDecimal.
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

  /** Copies an object without white space. */
  private static byte[] object(JsonParser parser) throws IOException, Mismatch {
    expect(parser, JsonToken.START_OBJECT, "an object");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonGenerator generator = JSON.createGenerator(out);
    int depth = 0;
    do {
      JsonToken token = parser.currentToken();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
        // Checked here: the copy would contain an unpaired surrogate as an escape.
        checkPairs(parser.getText());
      }
      generator.copyCurrentEventExact(parser);
    } while (depth > 0 && parser.nextToken() != null);
    generator.close();
    return out.toByteArray();
  }

  private static void checkPairs(String text) throws Mismatch {
    if (!Utf8.isEncodable(text)) {
      throw new Mismatch(UNPAIRED);
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

  private static byte[] number(long value) {
    return Long.toString(value).getBytes(StandardCharsets.US_ASCII);
  }

  /** Shortest digits, in plain notation if that is short. The Lua scripts use the same notation. */
  private static byte[] number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return number((long) value);
    }
    BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    String text =
        exponent >= -5 && exponent < PLAIN_DIGITS
            ? exact.toPlainString()
            : scientific(exact, exponent);
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String scientific(BigDecimal exact, int exponent) {
    String digits = exact.unscaledValue().abs().toString();
    String sign = exact.signum() < 0 ? "-" : "";
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String power = String.format("%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    return sign + digits.charAt(0) + fraction + "e" + power;
  }

  private static String plain(double bound) {
    return new String(number(bound), StandardCharsets.US_ASCII);
  }

  private static void expect(JsonParser parser, JsonToken token, String what) throws Mismatch {
    if (parser.currentToken() != token) {
      throw new Mismatch("must be " + what);
    }
  }
}
