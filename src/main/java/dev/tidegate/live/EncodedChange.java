package dev.tidegate.live;

import dev.tidegate.delivery.Burst;
import dev.tidegate.model.FieldSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change of a document as JSON, for all watchers that need to be told the same. */
final class EncodedChange {
  private final long rev;
  private final Watcher.Pending pending;
  private final FieldSet fields;
  private final byte[] json;
  private @Nullable Burst alone;

  EncodedChange(long rev, Watcher.Pending pending, FieldSet fields, byte[] json) {
    this.rev = rev;
    this.pending = pending;
    this.fields = fields;
    this.json = json;
  }

  /** The document's revision after it. */
  long rev() {
    return rev;
  }

  boolean tells(Watcher.Pending what, FieldSet ofFields) {
    return pending == what && fields.equals(ofFields);
  }

  byte[] json() {
    return json;
  }

  /** A message with nothing else in it. */
  Burst alone(String collection) {
    Burst known = alone;
    if (known == null) {
      known = UpdateFrames.assemble(collection, List.of(this));
      alone = known;
    }
    return known;
  }
}
