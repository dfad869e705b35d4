package dev.tidegate.write;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** Makes commands out of what clients send, or throws {@link InvalidInputException}. */
public final class CommandParser {
  private static final byte[] NOTHING = {};

  private final Collection collection;
  private final DocumentParser bodies;
  private final DocumentParser lines;

  /**
   * @param rules whether the documents are merchandising rules, see {@link
   *     dev.tidegate.model.RuleSchema}
   */
  public CommandParser(Collection collection, boolean rules) {
    this.collection = collection;
    this.bodies = new DocumentParser(collection, "", rules);
    this.lines = new DocumentParser(collection, "/doc", rules);
  }

  public WriteCommand put(String id, Conditions conditions, byte[] body) {
    return new WriteCommand.Put(key(id), conditions, bodies.document(body));
  }

  public WriteCommand patch(String id, Conditions conditions, byte[] body) {
    return patch(key(id), conditions, bodies.patch(body));
  }

  public WriteCommand adjust(String id, Conditions conditions, byte[] body) {
    return new WriteCommand.Adjust(key(id), conditions, bodies.deltas(body));
  }

  public WriteCommand delete(String id, Conditions conditions) {
    return new WriteCommand.Delete(key(id), conditions);
  }

  public WriteCommand of(BulkLine line) {
    DocumentKey key = key(line.id());
    Conditions conditions = conditions(line);
    return switch (line.op()) {
      case "put" -> new WriteCommand.Put(key, conditions, lines.document(doc(line)));
      case "patch" -> patch(key, conditions, lines.patch(doc(line)));
      case "adjust" -> new WriteCommand.Adjust(key, conditions, lines.deltas(doc(line)));
      case "delete" -> new WriteCommand.Delete(key, conditions);
      default ->
          throw new InvalidInputException(
              ErrorCode.INVALID_LINE, "/op", "must be put, patch, adjust or delete");
    };
  }

  private static WriteCommand patch(
      DocumentKey key, Conditions conditions, DocumentParser.PatchValues values) {
    return new WriteCommand.Patch(key, conditions, values.set(), values.unset());
  }

  private static byte[] doc(BulkLine line) {
    byte[] doc = line.doc();
    if (doc == null) {
      throw new InvalidInputException(ErrorCode.INVALID_LINE, "/doc", "is required");
    }
    return doc;
  }

  private static Conditions conditions(BulkLine line) {
    Long rev = line.rev();
    Precondition precondition =
        rev == null
            ? Precondition.NONE
            : rev == 0 ? Precondition.ABSENT : new Precondition.AtRevision(rev);
    return new Conditions(precondition, idempotency(line));
  }

  private static @Nullable Idempotency idempotency(BulkLine line) {
    String key = line.key();
    if (key == null) {
      return null;
    }
    if (!Idempotency.isValidKey(key)) {
      throw new InvalidInputException(ErrorCode.INVALID_LINE, "/key", Idempotency.RULE);
    }
    byte[] doc = line.doc();
    return Idempotency.of(key, doc == null ? NOTHING : doc);
  }

  private DocumentKey key(String id) {
    if (!DocumentKey.isValidId(id)) {
      throw new InvalidInputException(ErrorCode.INVALID_ID, "id", DocumentKey.ID_RULE);
    }
    return new DocumentKey(collection.name(), id);
  }
}
