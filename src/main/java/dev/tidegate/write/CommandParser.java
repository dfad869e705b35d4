package dev.tidegate.write;

import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.InvalidInputException;
import java.util.HashMap;
import java.util.Map;

/**
 * Parser of the writes to one collection. Each method throws {@link InvalidInputException} for
 * invalid input.
 */
public final class CommandParser {
  private final Collection collection;
  private final DocumentParser bodies;
  private final DocumentParser lines;

  /**
   * Creates a parser.
   *
   * @param rules whether the documents are merchandising rules, see {@link
   *     dev.tidegate.model.RuleSchema}
   */
  private CommandParser(Collection collection, boolean rules) {
    this.collection = collection;
    this.bodies = new DocumentParser(collection, "", rules);
    this.lines = new DocumentParser(collection, "/doc", rules);
  }

  /** Creates the parsers of a catalog, by the name of the collection. */
  public static Map<String, CommandParser> all(Catalog catalog) {
    Map<String, CommandParser> parsers = new HashMap<>();
    for (Collection collection : catalog.collections()) {
      parsers.put(collection.name(), new CommandParser(collection, catalog.isRules(collection)));
    }
    return parsers;
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

  /** Returns the command of a bulk line. */
  public WriteCommand line(BulkLine line) {
    DocumentKey key = key(line.id());
    Conditions conditions = line.conditions();
    return switch (line.op()) {
      case "put" -> new WriteCommand.Put(key, conditions, lines.document(line.requiredDoc()));
      case "patch" -> patch(key, conditions, lines.patch(line.requiredDoc()));
      case "adjust" -> new WriteCommand.Adjust(key, conditions, lines.deltas(line.requiredDoc()));
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

  private DocumentKey key(String id) {
    if (!DocumentKey.isValidId(id)) {
      throw new InvalidInputException(ErrorCode.INVALID_ID, "id", DocumentKey.ID_RULE);
    }
    return new DocumentKey(collection.name(), id);
  }
}
