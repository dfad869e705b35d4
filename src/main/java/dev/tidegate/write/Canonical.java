package dev.tidegate.write;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** The one way each value is written, so that equal values are equal bytes. */
final class Canonical {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int PLAIN_DIGITS = 15;

  private Canonical() {}

  static byte[] string(String value) {
    byte[] text = JsonStringEncoder.getInstance().quoteAsUTF8(value);
    byte[] quoted = new byte[text.length + 2];
    quoted[0] = '"';
    System.arraycopy(text, 0, quoted, 1, text.length);
    quoted[quoted.length - 1] = '"';
    return quoted;
  }

  static byte[] number(long value) {
    return Long.toString(value).getBytes(StandardCharsets.US_ASCII);
  }

  /** Shortest digits; plain notation where that stays short. The store's scripts agree with it. */
  static byte[] number(double value) {
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

  /** Looks at every name and string of a structure. */
  @FunctionalInterface
  interface TextCheck {
    void check(String text) throws ValueReader.Mismatch;
  }

  /** Copies the object the parser stands at, without white space. */
  static byte[] structure(JsonParser parser, TextCheck texts)
      throws IOException, ValueReader.Mismatch {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonGenerator generator = JSON.createGenerator(out);
    int depth = 0;
    do {
      JsonToken token = parser.currentToken();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
        texts.check(parser.getText());
      }
      generator.copyCurrentEventExact(parser);
    } while (depth > 0 && parser.nextToken() != null);
    generator.close();
    return out.toByteArray();
  }

  private static String scientific(BigDecimal exact, int exponent) {
    String digits = exact.unscaledValue().abs().toString();
    String sign = exact.signum() < 0 ? "-" : "";
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String power = String.format("%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    return sign + digits.charAt(0) + fraction + "e" + power;
  }
}
