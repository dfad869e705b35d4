package dev.tidegate.query;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.GroupKey;
import dev.tidegate.model.SortOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Lists of fields as queries write them: {@code brand,price}, {@code -price,name}. All methods
 * throw {@link IllegalArgumentException} with the violation as its message.
 */
final class FieldNames {
  private FieldNames() {}

  static List<Field> projection(Collection collection, String text) {
    Set<Field> fields = new LinkedHashSet<>();
    for (String name : text.split(",", -1)) {
      fields.add(field(collection, name));
    }
    return List.copyOf(fields);
  }

  static List<Field> facets(Collection collection, String text) {
    List<Field> fields = projection(collection, text);
    for (Field field : fields) {
      if (!field.facetable()) {
        throw new IllegalArgumentException("'" + field.name() + "' has no facets");
      }
    }
    return fields;
  }

  static List<SortOrder> sort(Collection collection, String text) {
    List<SortOrder> orders = new ArrayList<>();
    Set<Field> seen = new LinkedHashSet<>();
    for (String key : text.split(",", -1)) {
      boolean descending = key.startsWith("-");
      Field field = field(collection, descending ? key.substring(1) : key);
      if (!field.sortable()) {
        throw new IllegalArgumentException("'" + field.name() + "' can't be sorted by");
      }
      if (!seen.add(field)) {
        throw new IllegalArgumentException("'" + field.name() + "' is named twice");
      }
      orders.add(new SortOrder(field, descending));
    }
    return orders;
  }

  static Field group(Collection collection, String text) {
    Field field = field(collection, text);
    if (!GroupKey.isFor(field)) {
      throw new IllegalArgumentException(
          "'"
              + field.name()
              + "' "
              + (field.many() ? "has many values" : "is of type " + field.type().label())
              + ": group by a keyword field with one value");
    }
    return field;
  }

  private static Field field(Collection collection, String name) {
    return collection
        .find(name)
        .orElseThrow(
            () -> new IllegalArgumentException("'" + name + "' is not a field of " + collection));
  }
}
