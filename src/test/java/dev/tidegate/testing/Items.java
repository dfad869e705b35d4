package dev.tidegate.testing;

import dev.tidegate.model.Change;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Values;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Documents of the collection {@code items}, and their changes. */
public final class Items {
  public static final Collection ITEMS = Schemas.products("items");

  private Items() {}

  public static DocumentKey key(String id) {
    return new DocumentKey("items", id);
  }

  /**
   * Returns a document.
   *
   * @param fields names and JSON values, with single quotes
   */
  public static DocumentState item(String id, long rev, String... fields) {
    return new DocumentState(key(id), rev, values(fields));
  }

  public static DocumentState absent(String id, long rev) {
    return new DocumentState(key(id), rev, null);
  }

  public static Change created(String id, long rev, String... fields) {
    return new Change.Created(key(id), rev, values(fields));
  }

  /** Returns a change that sets fields. */
  public static Change updated(String id, long rev, long previousRev, String... fields) {
    return new Change.Updated(key(id), rev, previousRev, values(fields), FieldSet.EMPTY);
  }

  public static Change removed(String id, long rev) {
    return new Change.Removed(key(id), rev);
  }

  public static FieldSet fields(String... names) {
    List<Field> fields =
        Stream.of(names).map(name -> Objects.requireNonNull(ITEMS.get(name))).toList();
    return FieldSet.of(fields);
  }

  private static Values values(String... fields) {
    Map<String, byte[]> byName = new HashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      byName.put(fields[i], fields[i + 1].replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
    return Values.of(ITEMS, byName);
  }
}
