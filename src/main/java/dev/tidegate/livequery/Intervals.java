package dev.tidegate.livequery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * Interval index: finds the values whose range contains a number. It is a balanced tree in arrays,
 * ordered by lower ends; each node has the greatest upper end below it. Added ranges are scanned
 * one by one until enough are there to rebuild the tree. Removed ranges stay in the tree, marked as
 * dead, until then.
 *
 * @param <T> value of a range; each belongs to one range
 */
final class Intervals<T> {
  private static final int FEW = 64;

  private static final class Interval<T> {
    private final double lower;
    private final double upper;
    private final T owner;
    private boolean removed;

    Interval(double lower, double upper, T owner) {
      this.lower = lower;
      this.upper = upper;
      this.owner = owner;
    }

    void visit(double value, Consumer<T> action) {
      if (lower <= value && value <= upper && !removed) {
        action.accept(owner);
      }
    }
  }

  private final IdentityHashMap<T, Interval<T>> byOwner = new IdentityHashMap<>();
  private final List<Interval<T>> fresh = new ArrayList<>();
  private List<Interval<T>> sorted = List.of();
  private double[] greatest = new double[0];
  private int dead;

  boolean isEmpty() {
    return byOwner.isEmpty();
  }

  /** Ends included; infinite where open. */
  void add(double lower, double upper, T owner) {
    Interval<T> interval = new Interval<>(lower, upper, owner);
    byOwner.put(owner, interval);
    fresh.add(interval);
    if (fresh.size() > FEW + sorted.size() / 8) {
      build();
    }
  }

  void remove(T owner) {
    Interval<T> interval = byOwner.remove(owner);
    if (interval != null) {
      interval.removed = true;
      dead++;
      if (dead > FEW + byOwner.size()) {
        build();
      }
    }
  }

  private void build() {
    sorted = new ArrayList<>(byOwner.values());
    sorted.sort(Comparator.comparingDouble(interval -> interval.lower));
    greatest = new double[sorted.size()];
    greatest(0, sorted.size());
    fresh.clear();
    dead = 0;
  }

  private double greatest(int from, int to) {
    if (from >= to) {
      return Double.NEGATIVE_INFINITY;
    }
    int middle = (from + to) >>> 1;
    double below = Math.max(greatest(from, middle), greatest(middle + 1, to));
    greatest[middle] = Math.max(sorted.get(middle).upper, below);
    return greatest[middle];
  }

  /** Calls {@code action} with what belongs to each range that holds the value. */
  void at(double value, Consumer<T> action) {
    at(value, 0, sorted.size(), action);
    for (Interval<T> interval : fresh) {
      interval.visit(value, action);
    }
  }

  private void at(double value, int from, int to, Consumer<T> action) {
    int middle = (from + to) >>> 1;
    if (from >= to || greatest[middle] < value) {
      return;
    }
    at(value, from, middle, action);
    Interval<T> interval = sorted.get(middle);
    if (interval.lower <= value) {
      interval.visit(value, action);
      at(value, middle + 1, to, action);
    }
  }
}
