package dev.tidegate.model;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Immutable sets of values that clients choose. {@link Set#copyOf} looks through all values of
 * equal hash code one by one, which makes n of them cost n² comparisons.
 */
public final class ClientSets {
  private ClientSets() {}

  /** Returns an immutable copy in the same order. The values must be comparable to each other. */
  public static <T extends Comparable<T>> Set<T> copyOf(Collection<T> values) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(values));
  }
}
