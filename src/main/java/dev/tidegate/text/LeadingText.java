package dev.tidegate.text;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import org.jspecify.annotations.Nullable;

/** A collection's leading text: the first searchable text field, by which people name things. */
public final class LeadingText {
  private LeadingText() {}

  /** The field, or {@code null} where no text can be searched. */
  public static @Nullable Field of(Collection collection) {
    for (Field field : collection.fields()) {
      if (field.type() == FieldType.TEXT && field.searchable()) {
        return field;
      }
    }
    return null;
  }
}
