package dev.tidegate.model;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A condition on one field. An absent field meets no condition but {@link Not}. */
public sealed interface Filter {
  Field field();

  boolean matches(Values values);

  /** A keyword or boolean ({@code "true"}, {@code "false"}) is one of these, compared exactly. */
  record Terms(Field field, Set<String> values) implements Filter {
    /** The index has no longer values, in characters: Lucene takes no terms above 32,766 bytes. */
    public static final int LONGEST = 8_191;

    public Terms {
      values = ClientSets.copyOf(values);
    }

    @Override
    public boolean matches(Values document) {
      byte[] raw = document.get(field);
      return raw != null && Fragments.strings(raw).stream().anyMatch(values::contains);
    }
  }

  /** A number or date (milliseconds since 1970) is one of these. */
  record Numbers(Field field, Set<Double> values) implements Filter {
    public Numbers {
      values = ClientSets.copyOf(values);
    }

    @Override
    public boolean matches(Values document) {
      byte[] raw = document.get(field);
      return raw != null && values.contains(Fragments.number(field, raw));
    }
  }

  /** A number or date (milliseconds since 1970) lies between bounds; {@code null} is open. */
  record Range(Field field, @Nullable Bound lower, @Nullable Bound upper) implements Filter {
    @Override
    public boolean matches(Values document) {
      byte[] raw = document.get(field);
      if (raw == null) {
        return false;
      }
      return contains(Fragments.number(field, raw));
    }

    /** Returns whether a value lies between the bounds. */
    public boolean contains(double value) {
      boolean above =
          lower == null || (lower.inclusive() ? value >= lower.value() : value > lower.value());
      boolean below =
          upper == null || (upper.inclusive() ? value <= upper.value() : value < upper.value());
      return above && below;
    }
  }

  /** One of these conditions on the field holds. */
  record AnyOf(Field field, List<Filter> filters) implements Filter {
    public AnyOf {
      filters = List.copyOf(filters);
    }

    @Override
    public boolean matches(Values document) {
      return filters.stream().anyMatch(filter -> filter.matches(document));
    }
  }

  /** The field has a value; an array without elements is none. */
  record Exists(Field field) implements Filter {
    @Override
    public boolean matches(Values document) {
      byte[] raw = document.get(field);
      return raw != null && (!field.many() || !Fragments.strings(raw).isEmpty());
    }
  }

  /** One end of a range. */
  record Bound(double value, boolean inclusive) {}

  /** The condition does not hold. */
  record Not(Filter filter) implements Filter {
    @Override
    public Field field() {
      return filter.field();
    }

    @Override
    public boolean matches(Values document) {
      return !filter.matches(document);
    }
  }
}
