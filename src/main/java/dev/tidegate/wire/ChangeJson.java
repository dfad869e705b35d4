package dev.tidegate.wire;

import dev.tidegate.model.Change;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldSet;
import java.nio.charset.StandardCharsets;

/** Writes changes as the contract has them. */
public final class ChangeJson {
  private ChangeJson() {}

  /** A change as far as it concerns a projection; {@code set} may be empty. */
  public static byte[] change(Collection collection, Change change, FieldSet projection) {
    Bytes out = DocumentJson.head(new Bytes(128), change.key().id(), change.rev());
    switch (change) {
      case Change.Created created -> {
        out.add(",\"doc\":");
        DocumentJson.fields(out, collection, created.values(), projection);
      }
      case Change.Updated updated -> {
        out.add(",\"set\":");
        DocumentJson.fields(out, collection, updated.set(), projection);
        unset(out, collection, updated.unset().intersection(projection));
      }
      case Change.Removed removed -> out.add(",\"gone\":true");
    }
    return out.add('}').toArray();
  }

  /** Appends the member {@code unset}, if there is something to name. */
  public static void unset(Bytes out, Collection collection, FieldSet fields) {
    if (fields.isEmpty()) {
      return;
    }
    boolean first = true;
    for (Field field : collection.fields()) {
      if (fields.contains(field.ordinal())) {
        out.add(first ? ",\"unset\":[\"" : ",\"");
        out.add(field.name().getBytes(StandardCharsets.US_ASCII)).add('"');
        first = false;
      }
    }
    out.add(']');
  }
}
