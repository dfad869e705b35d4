package dev.tidegate.text;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import java.util.List;

/** The fields that {@code q} looks into. */
public final class SearchedFields {
  private SearchedFields() {}

  public static boolean has(Field field) {
    return field.searchable()
        && (field.type() == FieldType.TEXT || field.type() == FieldType.KEYWORD);
  }

  public static List<Field> of(Collection collection) {
    return collection.fields().stream().filter(SearchedFields::has).toList();
  }
}
