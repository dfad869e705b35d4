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
 * Reads the bodies of writes against a schema. Every fault of a body is told at once, as an {@link
 * InvalidInputException} whose pointers lead into the body.
 */
public final class DocumentParser {
  /** The most violations that one answer lists. */
  private static final int MAX_VIOLATIONS = 100;

  private final Collection collection;
  private final String base;
  private final boolean rules;

  public DocumentParser(Collection collection) {
    this(collection, "");
  }

  /**
   * @param base a JSON Pointer to where the document lies in what the client sent
   */
  public DocumentParser(Collection collection, String base) {
    this(collection, base, false);
  }

  /**
   * @param base a JSON Pointer to where the document lies in what the client sent
   * @param rules whether the documents are merchandising rules
   */
  DocumentParser(Collection collection, String base, boolean rules) {
    this.collection = collection;
    this.base = base;
    this.rules = rules;
  }

  /** A patch's two halves. */
  public record PatchValues(Values set, FieldSet unset) {}

  /** A whole document: required fields must be there. */
  public Values document(byte[] body) {
    byte[][] slots = new byte[collection.fields().size()][];
    List<Violation> violations = new ArrayList<>();
    eachMember(
        body,
        violations,
        (field, parser) -> {
          if (parser.currentToken() == JsonToken.VALUE_NULL) {
            throw new ValueReader.Mismatch("null is not a value; leave the field out");
          }
          slots[field.ordinal()] = value(field, parser);
        });
    for (Field field : collection.fields()) {
      if (field.required() && slots[field.ordinal()] == null && !named(violations, field)) {
        violations.add(new Violation(pointer(field.name()), "is required"));
      }
    }
    refuseIfAny(violations);
    return Values.of(slots);
  }

  /** Fields to replace, and with {@code null} to remove. */
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
            throw new ValueReader.Mismatch("is required and can't be removed");
          } else {
            unset.set(field.ordinal());
          }
        });
    refuseIfAny(violations);
    return new PatchValues(Values.of(slots), FieldSet.of(unset));
  }

  /** Amounts to add, at least one. */
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
    refuseIfAny(violations);
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
            ErrorCode.INVALID_JSON, base, "something follows the JSON object");
      }
    } catch (IOException e) {
      throw new InvalidInputException(ErrorCode.INVALID_JSON, base, JsonFaults.detail(e));
    }
  }

  /** Leads to where the reader gave up: an item of an array, or a member of an object. */
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

  /** Leaves the value a reader gave up in, wherever in it that was. */
  private static void skipTo(int depth, JsonParser parser) throws IOException {
    if (parser.currentToken().isStructStart()) {
      parser.skipChildren();
    }
    while (depth(parser) > depth) {
      parser.nextToken();
      parser.skipChildren();
    }
  }

  /** How deep the current value's parent lies. */
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

  private static void refuseIfAny(List<Violation> violations) {
    if (!violations.isEmpty()) {
      throw new InvalidInputException(ErrorCode.INVALID_DOCUMENT, violations);
    }
  }
}
