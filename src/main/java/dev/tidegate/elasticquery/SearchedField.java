package dev.tidegate.elasticquery;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.text.LeadingText;
import java.util.ArrayList;
import java.util.List;

/**
 * A field that {@code q} looks into.
 *
 * @param words the name of its words in the index
 * @param weight how much a word found there counts
 */
record SearchedField(Field field, String words, double weight, boolean leading) {
  private static final double LEADING = 4;
  private static final double KEYWORD = 2;
  private static final double OTHER = 1;

  static List<SearchedField> of(Collection collection) {
    Field leading = LeadingText.of(collection);
    List<SearchedField> searched = new ArrayList<>();
    for (Field field : collection.fields()) {
      if (IndexMapping.hasWords(field)) {
        boolean first = field.equals(leading);
        double usual = first ? LEADING : field.type() == FieldType.KEYWORD ? KEYWORD : OTHER;
        double weight = collection.ranking().weights().getOrDefault(field.name(), usual);
        searched.add(new SearchedField(field, IndexMapping.words(field), weight, first));
      }
    }
    return searched;
  }

  boolean isText() {
    return field.type() == FieldType.TEXT;
  }
}
