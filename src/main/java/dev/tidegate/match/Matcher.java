package dev.tidegate.match;

import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Filter;
import dev.tidegate.model.Leniency;
import dev.tidegate.model.Query;
import dev.tidegate.text.SearchedFields;
import dev.tidegate.text.TextAnalyzer;
import dev.tidegate.text.TextQuery;
import dev.tidegate.text.WordPattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluation of documents against a query, with the meaning of the search. */
public final class Matcher {
  private final List<Filter> filters;
  private final @Nullable TextMatch text;

  /** All words, if some are optional. */
  private final @Nullable TextMatch allWords;

  private final List<WordPattern> patterns;
  private final FieldSet texts;
  private final FieldSet fields;

  public Matcher(Collection collection, Query query, TextAnalyzer analyzer) {
    this.filters = query.filters();
    String wanted = query.text();
    Leniency leniency = query.leniency();
    this.text =
        wanted == null ? null : new TextMatch(TextQuery.of(wanted, leniency), collection, analyzer);
    this.allWords =
        wanted == null || leniency.optional().isEmpty()
            ? null
            : new TextMatch(TextQuery.of(wanted, leniency.withoutOptional()), collection, analyzer);
    this.patterns = text == null ? List.of() : text.patterns();
    this.texts = wanted == null ? FieldSet.EMPTY : FieldSet.of(SearchedFields.of(collection));
    List<FieldSet> all = new ArrayList<>();
    filters.forEach(filter -> all.add(FieldSet.of(List.of(filter.field()))));
    this.fields = all.stream().reduce(texts, FieldSet::union);
  }

  public boolean filtersHold(Candidate document) {
    return document.exists() && FilterMatcher.allHold(filters, document);
  }

  public boolean textMatches(Candidate document) {
    return text == null
        || text.matches(document.words())
        || (allWords != null && allWords.matches(document.words()));
  }

  public boolean matches(Candidate document) {
    return filtersHold(document) && textMatches(document);
  }

  /** Returns the fields that the result depends on. */
  public FieldSet fields() {
    return fields;
  }

  /** The fields that the text is looked for in; none where there is no text. */
  public FieldSet texts() {
    return texts;
  }

  public List<Filter> filters() {
    return filters;
  }

  /**
   * Returns patterns of which every document that matches has at least one among its words and
   * terms. Empty if no such patterns are known.
   */
  public List<WordPattern> patterns() {
    return patterns;
  }
}
