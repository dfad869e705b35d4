package dev.tidegate.elasticquery;

import co.elastic.clients.elasticsearch._types.mapping.DynamicMapping;
import co.elastic.clients.elasticsearch._types.mapping.IndexOptions;
import co.elastic.clients.elasticsearch._types.mapping.Property;
import co.elastic.clients.elasticsearch._types.mapping.TypeMapping;
import co.elastic.clients.json.JsonData;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Filter;
import dev.tidegate.model.GroupKey;
import dev.tidegate.text.CollationKeys;
import dev.tidegate.text.SearchedFields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mapping of a collection's fields. The index does not contain the documents themselves: the store
 * has them.
 */
public final class IndexMapping {
  /** The document's id once more, to be sorted by. No field's name begins with an underscore. */
  public static final String ID = "_key";

  /** Words of fields, followed by their terms, each as a separate value. */
  public static final String WORDS = "_words";

  /** Object with the keys by which texts and keywords are sorted. */
  public static final String SORT = "_sort";

  /** Keys of the groups that searches group by. */
  public static final String GROUP = "_group";

  /** Field with the number of words of the leading text. */
  public static final String LENGTH = "_length";

  /** Joined neighbors of all fields. */
  public static final String PAIRS = "_pairs";

  /** Field with the words and terms of all fields, for fuzzy matches. */
  public static final String SPELLING = "_spelling";

  /**
   * Field with the prefixes of the words of the leading text, for fuzzy matches of unfinished
   * words.
   */
  public static final String BEGINNINGS = "_beginnings";

  /**
   * Epoch of the store from which the index was built. The contents are wrong for a different one.
   */
  private static final String EPOCH = "epoch";

  /** Version of the sort keys: with another one, they can't be compared. */
  private static final String SORT_KEYS = "sort_keys";

  /** Maximum length of prefixes that are indexed as words, in characters. */
  public static final int LONGEST_PREFIX = 8;

  private IndexMapping() {}

  /** Returns whether the index contains the unanalyzed values of the field. */
  public static boolean hasValues(Field field) {
    return field.type() != FieldType.TEXT && field.type() != FieldType.OBJECT;
  }

  /** Returns whether {@code q} searches the field. */
  public static boolean hasWords(Field field) {
    return SearchedFields.has(field);
  }

  /** Returns whether the field is sorted by a collation key. */
  public static boolean hasSortKey(Field field) {
    return field.sortable()
        && (field.type() == FieldType.TEXT || field.type() == FieldType.KEYWORD);
  }

  /** The name under which {@code q} finds the field's words. */
  public static String words(Field field) {
    return WORDS + "." + field.name();
  }

  /** The name by which the field is sorted. */
  public static String sort(Field field) {
    return hasSortKey(field) ? SORT + "." + field.name() : field.name();
  }

  /** The name of the keys of the groups by a field. */
  public static String group(Field field) {
    return GROUP + "." + field.name();
  }

  public static TypeMapping of(Collection collection) {
    return mapping(collection).build();
  }

  /** The same for an index that is built from a store of this epoch. */
  public static TypeMapping of(Collection collection, String epoch) {
    return mapping(collection)
        .meta(EPOCH, JsonData.of(epoch))
        .meta(SORT_KEYS, JsonData.of(CollationKeys.VERSION))
        .build();
  }

  private static TypeMapping.Builder mapping(Collection collection) {
    TypeMapping.Builder mapping =
        new TypeMapping.Builder()
            .dynamic(DynamicMapping.Strict)
            .source(source -> source.enabled(false))
            .properties(ID, p -> p.keyword(k -> k.index(false)))
            .properties(LENGTH, p -> p.integer(n -> n))
            .properties(BEGINNINGS, terms())
            .properties(PAIRS, terms())
            .properties(SPELLING, terms());
    Map<String, Property> words = new LinkedHashMap<>();
    Map<String, Property> sorts = new LinkedHashMap<>();
    Map<String, Property> groups = new LinkedHashMap<>();
    for (Field field : collection.fields()) {
      if (hasValues(field)) {
        mapping.properties(field.name(), values(field));
      }
      if (hasWords(field)) {
        words.put(field.name(), words());
      }
      if (hasSortKey(field)) {
        sorts.put(field.name(), Property.of(p -> p.keyword(k -> k.index(false))));
      }
      if (GroupKey.isFor(field)) {
        groups.put(field.name(), Property.of(p -> p.keyword(k -> k.index(false))));
      }
    }
    if (!groups.isEmpty()) {
      mapping.properties(GROUP, p -> p.object(o -> o.properties(groups)));
    }
    return mapping
        .properties(WORDS, p -> p.object(o -> o.properties(words)))
        .properties(SORT, p -> p.object(o -> o.properties(sorts)));
  }

  /**
   * Returns the epoch that {@link #of(Collection, String)} wrote; empty for an index of another
   * program.
   */
  public static String epoch(@Nullable TypeMapping mapping) {
    return meta(mapping, EPOCH);
  }

  /** Returns whether the sort keys of an index can be compared with those of this gateway. */
  public static boolean hasSameSortKeys(@Nullable TypeMapping mapping) {
    return meta(mapping, SORT_KEYS).equals(CollationKeys.VERSION);
  }

  private static String meta(@Nullable TypeMapping mapping, String name) {
    JsonData value = mapping == null ? null : mapping.meta().get(name);
    return value == null ? "" : value.to(String.class);
  }

  private static Property values(Field field) {
    return switch (field.type()) {
      case KEYWORD -> Property.of(p -> p.keyword(k -> k.ignoreAbove(Filter.Terms.LONGEST)));
      case LONG -> Property.of(p -> p.long_(n -> n));
      case DOUBLE -> Property.of(p -> p.double_(n -> n));
      case BOOLEAN -> Property.of(p -> p.boolean_(b -> b));
      case DATE -> Property.of(p -> p.date(d -> d.format("epoch_millis")));
      case TEXT, OBJECT -> throw new IllegalArgumentException(field.name() + " has no values");
    };
  }

  /** The gateway has divided the text: all that is left to Elasticsearch are the blanks. */
  private static Property words() {
    return Property.of(
        p ->
            p.text(
                text ->
                    text.analyzer("whitespace")
                        .copyTo(SPELLING)
                        .indexPrefixes(i -> i.minChars(1).maxChars(LONGEST_PREFIX))));
  }

  /** Terms of which only the document counts. */
  private static Property terms() {
    return Property.of(
        p -> p.text(t -> t.analyzer("whitespace").norms(false).indexOptions(IndexOptions.Docs)));
  }
}
