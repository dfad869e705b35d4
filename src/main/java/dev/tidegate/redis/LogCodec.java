package dev.tidegate.redis;

import dev.tidegate.feed.LogEntry;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Change;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Values;
import java.util.BitSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decoder of log entries. The script {@code write}, which appends them, describes the format. */
final class LogCodec {
  private final Catalog catalog;

  LogCodec(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Decodes the text of an entry.
   *
   * @param after changes up to this revision are skipped: a reader can resume within an entry
   * @param changes receives the others, in order
   */
  void decode(int shard, byte[] text, long after, Consumer<LogEntry> changes) {
    LogText line = new LogText(text);
    long previous = line.number();
    while (line.next()) {
      char kind = line.character();
      long rev = line.number();
      if (rev > after) {
        changes.accept(new LogEntry(shard, rev, previous, change(kind, rev, line)));
      }
      previous = rev;
    }
  }

  /** Returns the change, or {@code null} if its collection is not configured. */
  private @Nullable Change change(char kind, long rev, LogText line) {
    long documentBefore = line.number();
    Collection collection = catalog.get(line.upTo('/'));
    if (collection == null) {
      return null;
    }
    // All changes share the name of the collection, instead of a copy each.
    DocumentKey key = new DocumentKey(collection.name(), line.string());
    return switch (kind) {
      case 'x' -> new Change.Removed(key, rev);
      case 'n' -> {
        fields(collection, line.string());
        yield new Change.Created(key, rev, values(collection, line));
      }
      case 'u' -> {
        FieldSet unset = fields(collection, line.string());
        yield new Change.Updated(key, rev, documentBefore, values(collection, line), unset);
      }
      default -> throw new IllegalStateException("a log entry of unknown kind " + kind);
    };
  }

  private static Values values(Collection collection, LogText line) {
    byte[][] slots = new byte[collection.fields().size()][];
    while (line.hasMore()) {
      Field field = collection.get(line.string());
      byte[] value = line.bytes();
      if (field != null) {
        slots[field.ordinal()] = value;
      }
    }
    return Values.of(slots);
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
