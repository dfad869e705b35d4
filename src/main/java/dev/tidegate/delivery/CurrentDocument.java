package dev.tidegate.delivery;

import dev.tidegate.delivery.EncodedChange.Kind;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest known state of a watched document, and the changes that were encoded from it: each
 * once for all watchers that need the same.
 */
public final class CurrentDocument {
  private static final long STATE_BYTES = 200;

  private final Collection collection;
  private final DocumentKey key;
  private final EncodingCache encodings;
  private @Nullable DocumentState state;

  /** Nearly always the only encoded change. */
  private @Nullable EncodedChange latest;

  private List<EncodedChange> others = List.of();

  CurrentDocument(Collection collection, DocumentKey key, EncodingCache encodings) {
    this.collection = collection;
    this.key = key;
    this.encodings = encodings;
  }

  public Collection collection() {
    return collection;
  }

  DocumentKey key() {
    return key;
  }

  /** Returns whether the state is known. */
  boolean isRead() {
    return state != null;
  }

  /**
   * Returns the newest known state.
   *
   * @throws IllegalStateException if the document has not been read
   */
  public DocumentState state() {
    DocumentState known = state;
    if (known == null) {
      throw new IllegalStateException(key + " has not been read");
    }
    return known;
  }

  /** Returns the approximate memory of the state. */
  public long bytes() {
    DocumentState known = state;
    if (known == null) {
      return 0;
    }
    Values values = known.values();
    return STATE_BYTES + (values == null ? 0 : values.memory());
  }

  /** Replaces the state. Encoded changes of the previous state are dropped. */
  void replace(@Nullable DocumentState next) {
    state = next;
    latest = null;
    others = List.of();
  }

  /** Returns the change to the current state: the same object for all that need the same change. */
  EncodedChange encode(Kind kind, FieldSet fields) {
    EncodedChange known = latest;
    if (known == null) {
      known = encodings.get(collection, state(), kind, fields);
      latest = known;
    }
    return known.matches(kind, fields) ? known : other(kind, fields);
  }

  private EncodedChange other(Kind kind, FieldSet fields) {
    for (EncodedChange known : others) {
      if (known.matches(kind, fields)) {
        return known;
      }
    }
    EncodedChange change = encodings.get(collection, state(), kind, fields);
    if (others.isEmpty()) {
      others = new ArrayList<>(2);
    }
    others.add(change);
    return change;
  }
}
