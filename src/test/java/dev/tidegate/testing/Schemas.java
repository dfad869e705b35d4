package dev.tidegate.testing;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Filter;
import dev.tidegate.model.Ranking;
import dev.tidegate.model.SortOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collections for tests. */
public final class Schemas {
  private Schemas() {}

  /** One field of every type, and of every use. */
  public static Collection products() {
    return products("products");
  }

  public static Collection products(String name) {
    Fields fields = new Fields();
    fields.add("name", FieldType.TEXT, false, true, true, false);
    fields.add("description", FieldType.TEXT, false, true, false, false);
    fields.add("brand", FieldType.KEYWORD, false, true, true, true);
    fields.add("tags", FieldType.KEYWORD, true, false, false, true);
    fields.add("price", FieldType.LONG, false, false, true, true);
    fields.add("rating", FieldType.DOUBLE, false, false, true, true);
    fields.add("organic", FieldType.BOOLEAN, false, false, true, true);
    fields.add("updated", FieldType.DATE, false, false, true, true);
    fields.add("extra", FieldType.OBJECT, false, false, false, false);
    return new Collection(name, "things to sell", fields.list);
  }

  /** Returns a shop: products in stock are preferred, then those that sell best. */
  public static Collection shop() {
    Fields fields = new Fields();
    fields.add("name", FieldType.TEXT, false, true, true, false);
    fields.add("description", FieldType.TEXT, false, true, false, false);
    fields.add("brand", FieldType.KEYWORD, false, true, true, true);
    fields.add("stock", FieldType.LONG, false, false, true, true);
    fields.add("sold", FieldType.LONG, false, false, true, true);
    Filter inStock = new Filter.Range(fields.list.get(3), new Filter.Bound(0, false), null);
    SortOrder bySales = new SortOrder(fields.list.getLast(), true);
    return new Collection(
        "shop", "things to sell", fields.list, new Ranking(Map.of(), inStock, List.of(bySales)));
  }

  /** The same collection after a field was dropped from its schema. */
  public static Collection without(Collection collection, String name) {
    Fields fields = new Fields();
    for (Field field : collection.fields()) {
      if (!field.name().equals(name)) {
        fields.add(
            field.name(),
            field.type(),
            field.many(),
            field.searchable(),
            field.sortable(),
            field.facetable());
      }
    }
    return new Collection(collection.name(), collection.description(), fields.list);
  }

  /** The same collection with a field, without uses but filters, of another type. */
  public static Collection with(Collection collection, String name, FieldType type) {
    Fields fields = new Fields();
    for (Field field : collection.fields()) {
      boolean same = !field.name().equals(name);
      fields.add(
          field.name(),
          same ? field.type() : type,
          field.many(),
          same && field.searchable(),
          same && field.sortable(),
          same && field.facetable());
    }
    return new Collection(collection.name(), collection.description(), fields.list);
  }

  /** The same collection with many values in a keyword. */
  public static Collection withMany(Collection collection, String name) {
    Fields fields = new Fields();
    for (Field field : collection.fields()) {
      fields.add(
          field.name(),
          field.type(),
          field.many() || field.name().equals(name),
          field.searchable(),
          field.sortable(),
          field.facetable());
    }
    return new Collection(collection.name(), collection.description(), fields.list);
  }

  private static final class Fields {
    private final List<Field> list = new ArrayList<>();

    void add(
        String name,
        FieldType type,
        boolean many,
        boolean searchable,
        boolean sortable,
        boolean facetable) {
      list.add(
          new Field(
              list.size(), name, type, many, false, searchable, sortable, facetable, null, null));
    }
  }
}
