package dev.tidegate.write;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tidegate.model.ClientJson;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.Revisions;
import dev.tidegate.write.Conditions.Idempotency;
import dev.tidegate.write.Conditions.Precondition;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Line of a bulk request. Its members have the right types; the schema is not checked yet.
 *
 * @param doc the raw document
 * @param rev the required revision; 0 requires that the document is absent
 * @param key an idempotency key, not checked yet
 */
public record BulkLine(
    String op, String id, byte @Nullable [] doc, @Nullable Long rev, @Nullable String key) {
  private static final byte[] NO_DOC = {};

  /**
   * Parses a line.
   *
   * @throws InvalidInputException {@code invalid_json} or {@code invalid_line}
   */
  public static BulkLine parse(byte[] bytes) {
    byte[] line = ClientJson.text(bytes, "");
    Members members = new Members();
    try (JsonParser parser = ClientJson.parser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidInputException(ErrorCode.INVALID_JSON, "", "must be a JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        members.read(name, parser, line);
      }
      if (parser.nextToken() != null) {
        throw new InvalidInputException(
            ErrorCode.INVALID_JSON, "", "has text after the JSON object");
      }
    } catch (IOException e) {
      throw ClientJson.invalid("", e);
    }
    return members.line();
  }

  /** Returns the id in an invalid line, or an empty string if no id can be read. */
  public static String readableId(byte[] line) {
    try (JsonParser parser = ClientJson.parser(line)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          boolean id = parser.currentName().equals("id");
          if (parser.nextToken() == JsonToken.VALUE_STRING && id) {
            return parser.getText();
          }
          parser.skipChildren();
        }
      }
    } catch (IOException e) {
      // The line is broken before its id: the result has no id.
    }
    return "";
  }

  /**
   * Returns the conditions of the write.
   *
   * @throws InvalidInputException {@code invalid_line} if the key is invalid
   */
  Conditions conditions() {
    if (rev == null && key == null) {
      return Conditions.NONE;
    }
    Precondition precondition =
        rev == null
            ? Precondition.NONE
            : rev == 0 ? Precondition.ABSENT : new Precondition.AtRevision(rev);
    return new Conditions(precondition, key == null ? null : idempotency(key));
  }

  private Idempotency idempotency(String key) {
    if (!Idempotency.isValidKey(key)) {
      throw new InvalidInputException(ErrorCode.INVALID_LINE, "/key", Idempotency.RULE);
    }
    return Idempotency.of(key, doc == null ? NO_DOC : doc);
  }

  /**
   * Returns the document.
   *
   * @throws InvalidInputException {@code invalid_line} if there is none
   */
  byte[] requiredDoc() {
    if (doc == null) {
      throw new InvalidInputException(ErrorCode.INVALID_LINE, "/doc", "is required");
    }
    return doc;
  }

  private static final class Members {
    private @Nullable String op;
    private @Nullable String id;
    private byte @Nullable [] doc;
    private @Nullable Long rev;
    private @Nullable String key;

    void read(String name, JsonParser parser, byte[] line) throws IOException {
      switch (name) {
        case "op" -> op = string(name, parser);
        case "id" -> id = string(name, parser);
        case "key" -> key = string(name, parser);
        case "rev" -> rev = revision(parser);
        case "doc" -> doc = slice(parser, line);
        default ->
            throw new InvalidInputException(
                ErrorCode.INVALID_LINE, "/" + name, "is not a member of a bulk line");
      }
    }

    BulkLine line() {
      String operation = required("op", op);
      return new BulkLine(operation, required("id", id), doc, rev, key);
    }

    private static String required(String name, @Nullable String value) {
      if (value == null) {
        throw new InvalidInputException(ErrorCode.INVALID_LINE, "/" + name, "is required");
      }
      return value;
    }

    private static String string(String name, JsonParser parser) throws IOException {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw new InvalidInputException(ErrorCode.INVALID_LINE, "/" + name, "must be a string");
      }
      return parser.getText();
    }

    private static long revision(JsonParser parser) throws IOException {
      boolean valid = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
      long rev =
          valid && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
              ? parser.getLongValue()
              : -1;
      if (rev < 0 || rev > Revisions.MAX) {
        throw new InvalidInputException(ErrorCode.INVALID_LINE, "/rev", "must be a revision or 0");
      }
      return rev;
    }

    private static byte[] slice(JsonParser parser, byte[] line) throws IOException {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw new InvalidInputException(ErrorCode.INVALID_LINE, "/doc", "must be an object");
      }
      int from = (int) parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      return Arrays.copyOfRange(line, from, (int) parser.currentLocation().getByteOffset());
    }
  }
}
