package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.mapping.DynamicMapping;
import co.elastic.clients.elasticsearch._types.mapping.Property;
import co.elastic.clients.elasticsearch._types.mapping.TypeMapping;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;

/**
 * How a collection's fields are indexed. The documents themselves are not kept there: the store has
 * them.
 */
final class IndexMapping {
  /** The document's id once more, to be sorted by. No field's name begins with an underscore. */
  static final String ID = "_key";

  private static final String SORT = "sort";
  private static final String WORDS = "words";
  private static final int LONGEST_PREFIX = 8;

  /** Longer values can't be sorted or filtered by: Lucene takes no terms above 32,766 bytes. */
  private static final int LONGEST_KEYWORD = 8_191;

  private IndexMapping() {}

  /** Whether the index holds anything of the field. */
  static boolean covers(Field field) {
    return switch (field.type()) {
      case OBJECT -> false;
      case TEXT -> field.searchable() || field.sortable();
      default -> true;
    };
  }

  /** Whether {@code q} can look into it. */
  static boolean hasWords(Field field) {
    return field.searchable()
        && (field.type() == FieldType.TEXT || field.type() == FieldType.KEYWORD);
  }

  /** The name under which {@code q} finds the field's words. */
  static String words(Field field) {
    return field.type() == FieldType.TEXT ? field.name() : field.name() + "." + WORDS;
  }

  /** The name by which the field is sorted. */
  static String sort(Field field) {
    return field.type() == FieldType.TEXT ? field.name() + "." + SORT : field.name();
  }

  static TypeMapping of(Collection collection, TextAnalysis analysis) {
    TypeMapping.Builder mapping =
        new TypeMapping.Builder()
            .dynamic(DynamicMapping.Strict)
            .source(source -> source.enabled(false))
            .properties(ID, p -> p.keyword(k -> k.index(false)));
    for (Field field : collection.fields()) {
      if (covers(field)) {
        mapping.properties(field.name(), property(field, analysis));
      }
    }
    return mapping.build();
  }

  private static Property property(Field field, TextAnalysis analysis) {
    return switch (field.type()) {
      case TEXT -> text(field, analysis);
      case KEYWORD -> keyword(field, analysis);
      case LONG -> Property.of(p -> p.long_(n -> n));
      case DOUBLE -> Property.of(p -> p.double_(n -> n));
      case BOOLEAN -> Property.of(p -> p.boolean_(b -> b));
      case DATE -> Property.of(p -> p.date(d -> d.format("epoch_millis")));
      case OBJECT -> throw new IllegalArgumentException(field.name() + " is not indexed");
    };
  }

  private static Property text(Field field, TextAnalysis analysis) {
    return Property.of(
        p ->
            p.text(
                text -> {
                  text.analyzer(analysis.analyzer()).index(field.searchable());
                  if (field.searchable()) {
                    text.indexPrefixes(i -> i.minChars(1).maxChars(LONGEST_PREFIX));
                  } else {
                    text.norms(false);
                  }
                  if (field.sortable()) {
                    text.fields(
                        SORT,
                        f ->
                            f.keyword(
                                k ->
                                    k.normalizer("lowercase")
                                        .index(false)
                                        .ignoreAbove(LONGEST_KEYWORD)));
                  }
                  return text;
                }));
  }

  private static Property keyword(Field field, TextAnalysis analysis) {
    return Property.of(
        p ->
            p.keyword(
                keyword -> {
                  keyword.ignoreAbove(LONGEST_KEYWORD);
                  if (field.searchable()) {
                    keyword.fields(
                        WORDS,
                        f ->
                            f.text(
                                t ->
                                    t.analyzer(analysis.analyzer())
                                        .indexPrefixes(
                                            i -> i.minChars(1).maxChars(LONGEST_PREFIX))));
                  }
                  return keyword;
                }));
  }
}
