package dev.tidegate.delivery;

import dev.tidegate.model.FieldSet;
import dev.tidegate.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change of a document as JSON, for all clients that need the same change. */
public final class EncodedChange {
  /** Content of a change: some fields, the whole document, or its deletion. */
  public enum Kind {
    FIELDS,
    WHOLE,
    GONE
  }

  private final long rev;
  private final Kind kind;
  private final FieldSet fields;
  private final byte[] json;
  private @Nullable Burst alone;

  EncodedChange(long rev, Kind kind, FieldSet fields, byte[] json) {
    this.rev = rev;
    this.kind = kind;
    this.fields = fields;
    this.json = json;
  }

  /** Returns the revision of the document after the change. */
  long rev() {
    return rev;
  }

  boolean matches(Kind wanted, FieldSet ofFields) {
    return kind == wanted && fields.equals(ofFields);
  }

  byte[] json() {
    return json;
  }

  /** Returns a message with this change only. */
  Burst alone(String collection) {
    Burst known = alone;
    if (known == null) {
      known = message(collection, List.of(this));
      alone = known;
    }
    return known;
  }

  /** Returns a message with these changes, all of one collection. */
  static Burst message(String collection, List<EncodedChange> changes) {
    int size = 64 + collection.length();
    for (EncodedChange change : changes) {
      size += change.json.length + 1;
    }
    Bytes out = new Bytes(size).add("{\"type\":\"update\",\"collection\":\"");
    out.add(collection.getBytes(StandardCharsets.US_ASCII)).add("\",\"changes\":[");
    boolean first = true;
    for (EncodedChange change : changes) {
      if (!first) {
        out.add(',');
      }
      first = false;
      out.add(change.json);
    }
    return new Burst(List.of(out.add("]}").toArray()));
  }
}
