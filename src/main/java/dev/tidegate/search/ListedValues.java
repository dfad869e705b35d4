package dev.tidegate.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.model.Field;
import dev.tidegate.model.Filter;
import dev.tidegate.search.Facet.Count;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The values that a facet lists: those that its own filter names, and the most frequent others.
 *
 * @param named by the filter
 */
public record ListedValues(Set<String> named) {
  /** Number of values that are listed at most, unless the filter names more. */
  public static final int MOST = 100;

  /** Values of equal frequency have the order of their code points. */
  private static final Comparator<Count> MOST_FREQUENT_FIRST =
      Comparator.comparingLong(Count::count)
          .reversed()
          .thenComparing(count -> count.value().getBytes(UTF_8), Arrays::compareUnsigned);

  public static ListedValues of(Field facet, List<Filter> filters) {
    Set<String> named = new LinkedHashSet<>();
    for (Filter filter : filters) {
      if (filter instanceof Filter.Terms terms && terms.field().equals(facet)) {
        named.addAll(terms.values());
      }
    }
    return new ListedValues(named);
  }

  /** Returns the named values that are not among the frequent ones. */
  public List<String> rare(List<Count> frequent) {
    Set<String> rare = new LinkedHashSet<>(named);
    frequent.forEach(count -> rare.remove(count.value()));
    return List.copyOf(rare);
  }

  /**
   * Returns the facet.
   *
   * @param frequent the most frequent values
   * @param rare the counts of named values that are not among them; absent values have none
   * @param distinct number of all values
   */
  public Facet.Terms facet(
      List<Count> frequent, Map<String, Long> rare, long distinct, long missing) {
    List<Count> listed = new ArrayList<>();
    rare(frequent).forEach(value -> listed.add(new Count(value, rare.getOrDefault(value, 0L))));
    int room = MOST - named.size();
    for (Count count : frequent) {
      boolean isNamed = named.contains(count.value());
      if (isNamed || room > 0) {
        listed.add(count);
        room -= isNamed ? 0 : 1;
      }
    }
    listed.sort(MOST_FREQUENT_FIRST);
    long counted = listed.stream().filter(count -> count.count() > 0).count();
    return new Facet.Terms(List.copyOf(listed), missing, Math.max(0, distinct - counted));
  }
}
