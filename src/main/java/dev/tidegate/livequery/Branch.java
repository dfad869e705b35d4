package dev.tidegate.livequery;

import dev.tidegate.match.Candidate;
import dev.tidegate.model.Field;
import dev.tidegate.model.Filter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Live queries by what they ask of a document's values, so that a document comes only upon those
 * that it may match: one level of branches for each keyword that a query names, then one of its
 * ranges, if it can be one that is bounded on both sides: most values lie outside.
 *
 * <p>A query is entered once for each combination of its keywords' values, in at most {@value
 * #MAX_PLACES} places. Keywords with too many values add no level: all of the query's conditions
 * are checked anyway when a document reaches it.
 */
final class Branch {
  /** Bounds the memory of one query, and the work to add and to remove it. */
  private static final int MAX_PLACES = 64;

  private final Map<Field, Map<String, Branch>> byValue = new HashMap<>(2);
  private final Map<Field, Intervals<LiveQuery>> byRange = new HashMap<>(2);
  private final List<LiveQuery> here = new ArrayList<>(1);

  boolean isEmpty() {
    return byValue.isEmpty() && byRange.isEmpty() && here.isEmpty();
  }

  void add(LiveQuery query) {
    add(query, keywords(query), 0);
  }

  private void add(LiveQuery query, List<Filter.Terms> keywords, int depth) {
    if (depth < keywords.size()) {
      Filter.Terms keyword = keywords.get(depth);
      Map<String, Branch> values =
          byValue.computeIfAbsent(keyword.field(), field -> new HashMap<>());
      for (String value : keyword.values()) {
        values.computeIfAbsent(value, v -> new Branch()).add(query, keywords, depth + 1);
      }
      return;
    }
    Filter.Range range = range(query);
    if (range == null) {
      here.add(query);
    } else {
      Filter.Bound lower = range.lower();
      Filter.Bound upper = range.upper();
      byRange
          .computeIfAbsent(range.field(), field -> new Intervals<>())
          .add(
              lower == null ? Double.NEGATIVE_INFINITY : lower.value(),
              upper == null ? Double.POSITIVE_INFINITY : upper.value(),
              query);
    }
  }

  void remove(LiveQuery query) {
    remove(query, keywords(query), 0);
  }

  private void remove(LiveQuery query, List<Filter.Terms> keywords, int depth) {
    if (depth < keywords.size()) {
      Field field = keywords.get(depth).field();
      Map<String, Branch> values = byValue.get(field);
      if (values != null) {
        for (String value : keywords.get(depth).values()) {
          values.computeIfPresent(
              value,
              (v, branch) -> {
                branch.remove(query, keywords, depth + 1);
                return branch.isEmpty() ? null : branch;
              });
        }
        byValue.computeIfPresent(field, (f, left) -> left.isEmpty() ? null : left);
      }
      return;
    }
    Filter.Range range = range(query);
    if (range == null) {
      here.remove(query);
    } else {
      byRange.computeIfPresent(
          range.field(),
          (field, ranges) -> {
            ranges.remove(query);
            return ranges.isEmpty() ? null : ranges;
          });
    }
  }

  /** Calls {@code action} with the queries that the document may match; with some repeatedly. */
  void visit(Candidate document, Consumer<LiveQuery> action) {
    here.forEach(action);
    byValue.forEach(
        (field, values) -> {
          for (String value : document.strings(field)) {
            Branch branch = values.get(value);
            if (branch != null) {
              branch.visit(document, action);
            }
          }
        });
    byRange.forEach(
        (field, ranges) -> {
          if (document.has(field)) {
            ranges.at(document.number(field), action);
          }
        });
  }

  /** The keywords with the fewest values first, as far as their combinations are few enough. */
  private static List<Filter.Terms> keywords(LiveQuery query) {
    List<Filter.Terms> all = new ArrayList<>();
    for (Filter filter : query.matcher().filters()) {
      if (filter instanceof Filter.Terms terms) {
        all.add(terms);
      }
    }
    all.sort(Comparator.comparingInt(terms -> terms.values().size()));
    int places = 1;
    for (int i = 0; i < all.size(); i++) {
      int values = all.get(i).values().size();
      if (values > MAX_PLACES / places) {
        return all.subList(0, i);
      }
      places *= values;
    }
    return all;
  }

  private static Filter.@Nullable Range range(LiveQuery query) {
    Filter.Range open = null;
    for (Filter filter : query.matcher().filters()) {
      if (filter instanceof Filter.Range range) {
        if (range.lower() != null && range.upper() != null) {
          return range;
        }
        open = range;
      }
    }
    return open;
  }
}
