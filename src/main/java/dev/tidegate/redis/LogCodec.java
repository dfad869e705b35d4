package dev.tidegate.redis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tidegate.feed.LogEntry;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Change;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Reads the entries that the {@code write} script appends; their form is described there. */
final class LogCodec {
  private static final JsonFactory JSON = new JsonFactory();

  private final Catalog catalog;

  LogCodec(Catalog catalog) {
    this.catalog = catalog;
  }

  LogEntry decode(int shard, String entryId, String head, byte[] body) {
    long rev = Long.parseLong(entryId, 0, entryId.indexOf('-'), 10);
    String[] parts = head.split(" ", -1);
    DocumentKey key = DocumentKey.parse(parts[3]);
    Collection collection = catalog.get(key.collection());
    Change change =
        collection == null
            ? null
            : change(collection, key, rev, parts[0], Long.parseLong(parts[2]), parts[4], body);
    return new LogEntry(shard, rev, Long.parseLong(parts[1]), change);
  }

  private static @Nullable Change change(
      Collection collection,
      DocumentKey key,
      long rev,
      String kind,
      long previousRev,
      String unset,
      byte[] body) {
    return switch (kind) {
      case "n" -> new Change.Created(key, rev, values(collection, body));
      case "u" ->
          new Change.Updated(
              key, rev, previousRev, values(collection, body), fields(collection, unset));
      case "x" -> new Change.Removed(key, rev);
      default -> throw new IllegalStateException("a log entry of unknown kind " + kind);
    };
  }

  private static Values values(Collection collection, byte[] body) {
    byte[][] slots = new byte[collection.fields().size()][];
    try (JsonParser parser = JSON.createParser(body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        Field field = collection.get(parser.currentName());
        parser.nextToken();
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        int to = (int) parser.currentLocation().getByteOffset();
        if (field != null) {
          slots[field.ordinal()] = Arrays.copyOfRange(body, from, endOfNumber(parser, body, to));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Values.of(slots);
  }

  /** The parser may have read one character beyond a number. */
  private static int endOfNumber(JsonParser parser, byte[] body, int to) {
    if (parser.currentToken().isNumeric() && (body[to - 1] == ',' || body[to - 1] == '}')) {
      return to - 1;
    }
    return to;
  }

  private static FieldSet fields(Collection collection, String names) {
    if (names.isEmpty()) {
      return FieldSet.EMPTY;
    }
    BitSet bits = new BitSet();
    for (String name : names.split(",", -1)) {
      Field field = collection.get(name);
      if (field != null) {
        bits.set(field.ordinal());
      }
    }
    return FieldSet.of(bits);
  }
}
