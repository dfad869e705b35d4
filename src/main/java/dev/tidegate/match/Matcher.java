package dev.tidegate.match;

import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Filter;
import dev.tidegate.model.Query;
import dev.tidegate.text.SearchedFields;
import dev.tidegate.text.TextAnalyzer;
import dev.tidegate.text.TextQuery;
import dev.tidegate.text.WordPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells whether documents match a query, with the meaning that the search has. */
public final class Matcher {
  private final List<Filter> filters;
  private final @Nullable TextMatch text;
  private final FieldSet texts;
  private final FieldSet fields;

  public Matcher(Collection collection, Query query, TextAnalyzer analyzer) {
    this.filters = query.filters();
    String wanted = query.text();
    this.text = wanted == null ? null : new TextMatch(TextQuery.parse(wanted), analyzer);
    this.texts = wanted == null ? FieldSet.EMPTY : FieldSet.of(SearchedFields.of(collection));
    List<FieldSet> all = new ArrayList<>();
    filters.forEach(filter -> all.add(FieldSet.of(List.of(filter.field()))));
    this.fields = all.stream().reduce(texts, FieldSet::union);
  }

  public boolean filtersHold(Candidate document) {
    return document.exists() && FilterMatcher.allHold(filters, document);
  }

  public boolean textMatches(Candidate document) {
    return text == null || text.matches(document.words());
  }

  public boolean matches(Candidate document) {
    return filtersHold(document) && textMatches(document);
  }

  /** What its outcome depends on. */
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

  /** What some word of every document that matches is like; empty where that can't be said. */
  public Optional<WordPattern> trace() {
    return text == null ? Optional.empty() : text.trace();
  }
}
