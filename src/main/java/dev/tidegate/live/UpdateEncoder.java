package dev.tidegate.live;

import dev.tidegate.model.FieldSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes what watchers have to be told of a document's current state, once for all that have to be
 * told the same.
 */
final class UpdateEncoder {
  private final WatchedDocument document;
  private final Encoding.Shared shared;

  /** Nearly always all that is asked for; the others are behind it. */
  private @Nullable EncodedChange latest;

  private List<EncodedChange> others = List.of();

  UpdateEncoder(WatchedDocument document, Encoding.Shared shared) {
    this.document = document;
    this.shared = shared;
  }

  /** The state has advanced: what was encoded is old. */
  void clear() {
    latest = null;
    others = List.of();
  }

  /** What the watcher has to be told. All who need the same are given the same object. */
  EncodedChange change(Watcher watcher) {
    Watcher.Pending pending = watcher.pending();
    FieldSet fields =
        switch (pending) {
          case FIELDS -> watcher.pendingFields();
          case WHOLE -> watcher.projection();
          default -> FieldSet.EMPTY;
        };
    EncodedChange known = latest;
    if (known == null) {
      known = encode(pending, fields);
      latest = known;
    }
    return known.tells(pending, fields) ? known : other(pending, fields);
  }

  private EncodedChange other(Watcher.Pending pending, FieldSet fields) {
    for (EncodedChange known : others) {
      if (known.tells(pending, fields)) {
        return known;
      }
    }
    EncodedChange change = encode(pending, fields);
    if (others.isEmpty()) {
      others = new ArrayList<>(2);
    }
    others.add(change);
    return change;
  }

  private EncodedChange encode(Watcher.Pending pending, FieldSet fields) {
    return shared.get(new Encoding(document.collection(), document.state(), pending, fields));
  }
}
