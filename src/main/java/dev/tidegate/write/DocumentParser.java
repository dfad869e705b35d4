package dev.tidegate.write;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tidegate.model.ClientJson;
import dev.tidegate.model.Collection;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.RuleSchema;
import dev.tidegate.model.Values;
import dev.tidegate.model.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Parser of document bodies with the schema of a collection. It reports all violations at once, as
 * an {@link InvalidInputException} with JSON Pointers into the body.
 */
public final class DocumentParser {
  /** Maximum violations in one response. */
  private static final int MAX_VIOLATIONS = 100;

  private final Collection collection;
  private final String base;
  private final boolean rules;

  public DocumentParser(Collection collection) {
    this(collection, "");
  }

  /**
   * Creates a parser.
   *
   * @param base a JSON Pointer to the document in the client's JSON
   */
  public DocumentParser(Collection collection, String base) {
    this(collection, base, false);
  }

  /**
   * Creates a parser.
   *
   * @param base a JSON Pointer to the document in the client's JSON
   * @param rules whether the documents are merchandising rules
   */
  DocumentParser(Collection collection, String base, boolean rules) {
    this.collection = collection;
    this.base = base;
    this.rules = rules;
  }

  /**
   * Content of a patch.
   *
   * @param set the values to replace
   * @param unset the fields to remove
   */
  public record PatchValues(Values set, FieldSet unset) {}

  /** Parses a complete document. Required fields must be present. */
  public Values document(byte[] body) {
    byte[][] slots = new byte[collection.fields().size()][];
    List<Violation> violations = new ArrayList<>();
    eachMember(
        body,
        violations,
        (field, parser) -> {
          if (parser.currentToken() == JsonToken.VALUE_NULL) {
            throw new ValueReader.Mismatch("null is not a value. Omit the field.");
          }
          slots[field.ordinal()] = value(field, parser);
        });
    for (Field field : collection.fields()) {
      if (field.required() && slots[field.ordinal()] == null && !named(violations, field)) {
        violations.add(new Violation(pointer(field.name()), "is required"));
      }
    }
    rejectIfAny(violations);
    return Values.of(slots);
  }

  /** Parses the fields of a patch. A {@code null} removes its field. */
  public PatchValues patch(byte[] body) {
    byte[][] slots = new byte[collection.fields().size()][];
    BitSet unset = new BitSet();
    List<Violation> violations = new ArrayList<>();
    eachMember(
        body,
        violations,
        (field, parser) -> {
          if (parser.currentToken() != JsonToken.VALUE_NULL) {
            slots[field.ordinal()] = value(field, parser);
          } else if (field.required()) {
            throw new ValueReader.Mismatch("is required. It can't be removed.");
          } else {
            unset.set(field.ordinal());
          }
        });
    rejectIfAny(violations);
    return new PatchValues(Values.of(slots), FieldSet.of(unset));
  }

  /** Parses the amounts of an adjust, at least one. */
  public List<WriteCommand.Delta> deltas(byte[] body) {
    List<WriteCommand.Delta> deltas = new ArrayList<>();
    List<Violation> violations = new ArrayList<>();
    eachMember(
        body,
        violations,
        (field, parser) ->
            deltas.add(new WriteCommand.Delta(field, ValueReader.amount(field, parser))));
    if (deltas.isEmpty() && violations.isEmpty()) {
      violations.add(new Violation(base, "names no field to adjust"));
    }
    rejectIfAny(violations);
    return deltas;
  }

  private byte[] value(Field field, JsonParser parser) throws IOException, ValueReader.Mismatch {
    byte[] value = ValueReader.read(field, parser);
    String mistake = rules ? RuleSchema.mistake(field, value) : null;
    if (mistake != null) {
      throw new ValueReader.Mismatch(mistake);
    }
    return value;
  }

  @FunctionalInterface
  private interface MemberReader {
    void read(Field field, JsonParser parser) throws IOException, ValueReader.Mismatch;
  }

  private void eachMember(byte[] body, List<Violation> violations, MemberReader reader) {
    try (JsonParser parser = ClientJson.parser(ClientJson.text(body, base))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidInputException(ErrorCode.INVALID_JSON, base, "must be a JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        readMember(name, parser, violations, reader);
      }
      if (parser.nextToken() != null) {
        throw new InvalidInputException(
            ErrorCode.INVALID_JSON, base, "has text after the JSON object");
      }
    } catch (IOException e) {
      throw ClientJson.invalid(base, e);
    }
  }

  /** Returns a pointer to the value at which reading stopped: a member, or an item of an array. */
  private String here(JsonParser parser) {
    return base + parser.getParsingContext().pathAsPointer();
  }

  private void readMember(
      String name, JsonParser parser, List<Violation> violations, MemberReader reader)
      throws IOException {
    Field field = collection.get(name);
    int depth = depth(parser);
    try {
      if (field == null) {
        throw new ValueReader.Mismatch("is not a field of " + collection.name());
      }
      reader.read(field, parser);
    } catch (ValueReader.Mismatch mismatch) {
      if (violations.size() < MAX_VIOLATIONS) {
        violations.add(new Violation(here(parser), String.valueOf(mismatch.getMessage())));
      }
      skipTo(depth, parser);
    }
  }

  /** Skips the rest of a value that was not read to its end. */
  private static void skipTo(int depth, JsonParser parser) throws IOException {
    if (parser.currentToken().isStructStart()) {
      parser.skipChildren();
    }
    while (depth(parser) > depth) {
      parser.nextToken();
      parser.skipChildren();
    }
  }

  /** Returns the nesting depth of the parent of the current value. */
  private static int depth(JsonParser parser) {
    int depth = parser.getParsingContext().getNestingDepth();
    return parser.currentToken().isStructStart() ? depth - 1 : depth;
  }

  private String pointer(String name) {
    return base + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  private boolean named(List<Violation> violations, Field field) {
    return violations.stream().anyMatch(v -> v.pointer().equals(pointer(field.name())));
  }

  private static void rejectIfAny(List<Violation> violations) {
    if (!violations.isEmpty()) {
      throw new InvalidInputException(ErrorCode.INVALID_DOCUMENT, violations);
    }
  }
}
