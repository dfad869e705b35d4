package dev.tidegate.match;

import dev.tidegate.model.Filter;
import java.util.List;

/** Filters for a decoded document, with the meaning of {@link Filter#matches}. */
final class FilterMatcher {
  private FilterMatcher() {}

  static boolean allHold(List<Filter> filters, Candidate document) {
    for (Filter filter : filters) {
      if (!holds(filter, document)) {
        return false;
      }
    }
    return true;
  }

  static boolean holds(Filter filter, Candidate document) {
    return switch (filter) {
      case Filter.Terms terms -> anyOf(terms, document);
      case Filter.Numbers numbers ->
          document.has(numbers.field())
              && numbers.values().contains(document.number(numbers.field()));
      case Filter.Range range ->
          document.has(range.field()) && range.contains(document.number(range.field()));
      case Filter.Exists exists ->
          document.has(exists.field())
              && (!exists.field().many() || !document.strings(exists.field()).isEmpty());
      case Filter.AnyOf any -> any.filters().stream().anyMatch(one -> holds(one, document));
      case Filter.Not not -> !holds(not.filter(), document);
    };
  }

  private static boolean anyOf(Filter.Terms terms, Candidate document) {
    for (String value : document.strings(terms.field())) {
      if (terms.values().contains(value)) {
        return true;
      }
    }
    return false;
  }
}
