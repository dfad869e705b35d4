package dev.tidegate.live;

import dev.tidegate.model.DocumentState;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Values;
import dev.tidegate.wire.Bytes;
import dev.tidegate.wire.ChangeJson;
import dev.tidegate.wire.DocumentJson;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes what watchers have to be told of a document's current state, once for all that have to be
 * told the same.
 */
final class UpdateEncoder {
  private final WatchedDocument document;
  private final List<EncodedChange> encoded = new ArrayList<>(1);

  UpdateEncoder(WatchedDocument document) {
    this.document = document;
  }

  /** The state has advanced: what was encoded is old. */
  void clear() {
    encoded.clear();
  }

  /** What the watcher has to be told. All who need the same are given the same object. */
  EncodedChange change(Watcher watcher) {
    FieldSet fields =
        switch (watcher.pending()) {
          case FIELDS -> watcher.pendingFields();
          case WHOLE -> watcher.projection();
          default -> FieldSet.EMPTY;
        };
    for (EncodedChange known : encoded) {
      if (known.tells(watcher.pending(), fields)) {
        return known;
      }
    }
    EncodedChange change =
        new EncodedChange(watcher.pending(), fields, encode(watcher.pending(), fields));
    encoded.add(change);
    return change;
  }

  private byte[] encode(Watcher.Pending pending, FieldSet fields) {
    DocumentState state = document.state();
    Values values = state.values();
    Bytes out = new Bytes(128);
    if (values == null || pending == Watcher.Pending.GONE) {
      return DocumentJson.head(out, state.key().id(), state.rev()).add(",\"gone\":true}").toArray();
    }
    if (pending == Watcher.Pending.WHOLE) {
      DocumentJson.document(out, document.collection(), state, fields);
      return out.toArray();
    }
    DocumentJson.head(out, state.key().id(), state.rev()).add(",\"set\":");
    DocumentJson.fields(out, document.collection(), values, fields);
    ChangeJson.unset(out, document.collection(), fields.minus(values.present()));
    return out.add('}').toArray();
  }
}
