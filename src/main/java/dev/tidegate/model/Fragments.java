package dev.tidegate.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads stored values back from their JSON fragments. */
public final class Fragments {
  private static final JsonFactory JSON = new JsonFactory();

  private Fragments() {}

  /** A string, boolean or number as its text; an array as the texts of its elements. */
  public static List<String> strings(byte[] fragment) {
    List<String> texts = new ArrayList<>(1);
    try (JsonParser parser = JSON.createParser(fragment)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue()) {
          texts.add(parser.getText());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  /** A number, or a date's milliseconds since 1970. */
  public static double number(Field field, byte[] fragment) {
    if (field.type() == FieldType.DATE) {
      String quoted = new String(fragment, StandardCharsets.US_ASCII);
      return Instant.parse(quoted.substring(1, quoted.length() - 1)).toEpochMilli();
    }
    return Double.parseDouble(new String(fragment, StandardCharsets.US_ASCII));
  }
}
