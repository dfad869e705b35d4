package dev.tidegate.delivery;

import dev.tidegate.delivery.EncodedChange.Kind;
import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Values;
import dev.tidegate.wire.Bytes;
import dev.tidegate.wire.ChangeJson;
import dev.tidegate.wire.DocumentJson;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Encoded changes of the batch that was dispatched last, which all event loops share. Earlier
 * batches are dropped. Confined to one event loop.
 */
public final class EncodingCache {
  private @Nullable ChangeBatch latest;

  /** Key in a batch: equal for all event loops, whose states of a revision are equal. */
  private record Key(DocumentKey document, long rev, Kind kind, FieldSet fields)
      implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::document)
            .thenComparingLong(Key::rev)
            .thenComparing(Key::kind)
            .thenComparing(Key::fields);

    /** Any order, for maps: clients choose fields of equal hash code. */
    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** Uses this batch from now on. */
  void use(ChangeBatch batch) {
    latest = batch;
  }

  /**
   * Returns the change that leads to a state.
   *
   * @param fields of {@link Kind#FIELDS} and {@link Kind#WHOLE}
   */
  EncodedChange get(Collection collection, DocumentState state, Kind kind, FieldSet fields) {
    ChangeBatch batch = latest;
    return batch == null
        ? encode(collection, state, kind, fields)
        : batch.computeIfAbsent(
            new Key(state.key(), state.rev(), kind, fields),
            absent -> encode(collection, state, kind, fields));
  }

  static EncodedChange encode(
      Collection collection, DocumentState state, Kind kind, FieldSet fields) {
    return new EncodedChange(state.rev(), kind, fields, json(collection, state, kind, fields));
  }

  private static byte[] json(
      Collection collection, DocumentState state, Kind kind, FieldSet fields) {
    Values values = state.values();
    Bytes out = new Bytes(128);
    if (values == null || kind == Kind.GONE) {
      return DocumentJson.head(out, state.key().id(), state.rev()).add(",\"gone\":true}").toArray();
    }
    if (kind == Kind.WHOLE) {
      DocumentJson.document(out, collection, state, fields);
      return out.toArray();
    }
    DocumentJson.head(out, state.key().id(), state.rev()).add(",\"set\":");
    DocumentJson.fields(out, collection, values, fields);
    ChangeJson.unset(out, collection, fields.minus(values.present()));
    return out.add('}').toArray();
  }
}
