package dev.tidegate.query;

import dev.tidegate.model.Field;
import dev.tidegate.model.Filter;
import dev.tidegate.model.Filter.Bound;
import dev.tidegate.model.Moment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Conditions on dates. They take what writes take, and a day stands for all of it: as a value, as
 * the end that a range includes, and as the one that it excludes.
 */
final class FilterDates {
  private FilterDates() {}

  static Filter anyOf(Field field, List<String> values) {
    Set<Double> instants = new LinkedHashSet<>();
    List<Filter> ways = new ArrayList<>();
    for (String value : values) {
      if (parse(value).isDay()) {
        ways.add(new Filter.Range(field, lower(value, true), upper(value, true)));
      } else {
        instants.add(lower(value, true).value());
      }
    }
    if (!instants.isEmpty()) {
      ways.add(new Filter.Numbers(field, instants));
    }
    return ways.size() == 1 ? ways.getFirst() : new Filter.AnyOf(field, ways);
  }

  static Bound lower(String value, boolean inclusive) {
    Moment moment = parse(value);
    return new Bound((inclusive ? moment.first() : moment.last()).toEpochMilli(), inclusive);
  }

  static Bound upper(String value, boolean inclusive) {
    Moment moment = parse(value);
    return new Bound((inclusive ? moment.last() : moment.first()).toEpochMilli(), inclusive);
  }

  private static Moment parse(String value) {
    try {
      return Moment.parse(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          FilterValues.quoted(value) + " is no date: it " + e.getMessage(), e);
    }
  }
}
