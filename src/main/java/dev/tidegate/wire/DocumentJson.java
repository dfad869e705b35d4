package dev.tidegate.wire;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Values;

/** Writes documents and parts of them by concatenating what is stored. */
public final class DocumentJson {
  private static final int HEAD = 64;
  private static final int PER_FIELD = 16;

  private DocumentJson() {}

  /** {@code {"id","rev","doc"}} of an existing document. */
  public static byte[] document(Collection collection, DocumentState state, FieldSet projection) {
    Bytes out = new Bytes(capacity(collection, state));
    document(out, collection, state, projection);
    return out.toArray();
  }

  /** Appends {@code {"id","rev","doc"}} of an existing document. */
  public static void document(
      Bytes out, Collection collection, DocumentState state, FieldSet projection) {
    Values values = state.values();
    if (values == null) {
      throw new IllegalArgumentException(state.key() + " does not exist");
    }
    out.reserve(capacity(collection, state));
    head(out, state.key().id(), state.rev()).add(",\"doc\":");
    fields(out, collection, values, projection);
    out.add('}');
  }

  private static int capacity(Collection collection, DocumentState state) {
    Values values = state.values();
    int fields = values == null ? 0 : values.size() + PER_FIELD * collection.fields().size();
    return HEAD + state.key().id().length() + fields;
  }

  /** Appends {@code {"id","rev","doc","at"}} of an existing document. */
  public static void entered(
      Bytes out, Collection collection, DocumentState state, FieldSet projection, int at) {
    Values values = state.values();
    if (values == null) {
      throw new IllegalArgumentException(state.key() + " does not exist");
    }
    head(out, state.key().id(), state.rev()).add(",\"doc\":");
    fields(out, collection, values, projection);
    out.add(",\"at\":").add(at).add('}');
  }

  /** Appends an object that begins with {@code "id"} and {@code "rev"}, without its end. */
  public static Bytes head(Bytes out, String id, long rev) {
    return out.add("{\"id\":\"").add(id).add("\",\"rev\":").add(rev);
  }

  /** Appends the fields of a projection that have a value as an object. */
  public static void fields(Bytes out, Collection collection, Values values, FieldSet projection) {
    out.add('{');
    boolean first = true;
    int count = collection.fields().size();
    for (int i = 0; i < count; i++) {
      byte[] value = projection.contains(i) ? values.get(i) : null;
      if (value != null) {
        if (!first) {
          out.add(',');
        }
        first = false;
        out.add(collection.label(i)).add(value);
      }
    }
    out.add('}');
  }
}
