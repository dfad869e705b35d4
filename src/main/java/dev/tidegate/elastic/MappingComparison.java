package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.mapping.Property;
import co.elastic.clients.elasticsearch._types.mapping.TypeMapping;
import dev.tidegate.elasticquery.IndexMapping;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.GroupKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Holds an index's mapping against the one that a schema asks for. */
final class MappingComparison {
  private final Collection collection;
  private final Map<String, Property> wanted;
  private final Map<String, Property> there;
  private final boolean sameSortKeys;

  MappingComparison(Collection collection, @Nullable TypeMapping there) {
    this.collection = collection;
    this.wanted = IndexMapping.of(collection).properties();
    this.there = there == null ? Map.of() : there.properties();
    this.sameSortKeys = IndexMapping.hasSameSortKeys(there);
  }

  /** The first field that is mapped in another way, and how; {@code null} if none is. */
  @Nullable String conflict() {
    for (Field field : collection.fields()) {
      String conflict = null;
      if (IndexMapping.hasValues(field)) {
        conflict = conflict(wanted, there, field.name());
      }
      if (conflict == null && IndexMapping.hasWords(field)) {
        conflict = nested(IndexMapping.WORDS, field.name());
      }
      if (conflict == null && IndexMapping.hasSortKey(field)) {
        conflict = nested(IndexMapping.SORT, field.name());
      }
      if (conflict == null && GroupKey.isFor(field)) {
        conflict = nested(IndexMapping.GROUP, field.name());
      }
      if (conflict != null) {
        return "field '" + field.name() + "' " + conflict;
      }
    }
    return internalConflict();
  }

  /** Of what the gateway keeps besides fields. Groups are compared field by field. */
  private @Nullable String internalConflict() {
    for (Map.Entry<String, Property> property : wanted.entrySet()) {
      String name = property.getKey();
      boolean internal = name.startsWith("_") && !name.equals(IndexMapping.GROUP);
      if (internal && conflict(wanted, there, name) != null) {
        return "'" + name + "' " + conflict(wanted, there, name);
      }
    }
    return null;
  }

  /**
   * The collection as an index of this mapping can be fed and asked: what it does not hold in the
   * way the schema asks for is not indexed at all. A keyword without keys of groups appears as one
   * with many values, which has no groups.
   */
  Collection common() {
    List<Field> fields = new ArrayList<>();
    boolean ranked = internalConflict() == null;
    for (Field field : collection.fields()) {
      boolean values =
          !IndexMapping.hasValues(field) || conflict(wanted, there, field.name()) == null;
      boolean words =
          ranked
              && IndexMapping.hasWords(field)
              && nested(IndexMapping.WORDS, field.name()) == null;
      boolean groups = GroupKey.isFor(field) && nested(IndexMapping.GROUP, field.name()) == null;
      boolean sortKey =
          sameSortKeys
              && IndexMapping.hasSortKey(field)
              && nested(IndexMapping.SORT, field.name()) == null;
      fields.add(
          new Field(
              field.ordinal(),
              field.name(),
              values ? field.type() : FieldType.OBJECT,
              field.type() == FieldType.KEYWORD ? !groups : field.many(),
              field.required(),
              values && words,
              values && field.sortable() && (sortKey || !IndexMapping.hasSortKey(field)),
              values && field.facetable(),
              field.min(),
              field.max(),
              field.maxBytes()));
    }
    return new Collection(
        collection.name(),
        collection.description(),
        fields,
        collection.ranking(),
        collection.language(),
        collection.merchandising());
  }

  private @Nullable String nested(String parent, String name) {
    return conflict(children(wanted, parent), children(there, parent), name);
  }

  private static Map<String, Property> children(Map<String, Property> properties, String parent) {
    Property property = properties.get(parent);
    return property != null && property.isObject() ? property.object().properties() : Map.of();
  }

  private static @Nullable String conflict(
      Map<String, Property> wanted, Map<String, Property> there, String name) {
    Property expected = Objects.requireNonNull(wanted.get(name), name);
    Property found = there.get(name);
    if (found == null) {
      return "is not mapped, and has to be " + kind(expected);
    }
    return kind(found).equals(kind(expected))
        ? null
        : "is mapped as " + kind(found) + ", and has to be " + kind(expected);
  }

  private static String kind(Property property) {
    String kind = property._kind().jsonValue();
    if (!property.isText()) {
      return kind;
    }
    String analyzer = property.text().analyzer();
    return kind + " by the analyzer " + (analyzer == null ? "standard" : analyzer);
  }
}
