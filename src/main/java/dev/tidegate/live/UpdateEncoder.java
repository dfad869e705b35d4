package dev.tidegate.live;

import dev.tidegate.model.FieldSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes what watchers have to be told of a document's current state, once for all that have to be
 * told the same.
 */
final class UpdateEncoder {
  private final WatchedDocument document;
  private final SharedEncodings shared;
  private final List<EncodedChange> encoded = new ArrayList<>(1);

  UpdateEncoder(WatchedDocument document, SharedEncodings shared) {
    this.document = document;
    this.shared = shared;
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
        shared.get(
            new Encoding(document.collection(), document.state(), watcher.pending(), fields));
    encoded.add(change);
    return change;
  }
}
