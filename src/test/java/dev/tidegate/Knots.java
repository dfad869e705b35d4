package dev.tidegate;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Groups of classes that all reach each other over their dependencies (strongly connected
 * components, by Tarjan's algorithm).
 *
 * <ul>
 *   <li>A nested class is part of its outermost class.
 *   <li>A sealed type may name its permitted subtypes: that direction is no dependency.
 * </ul>
 */
final class Knots {
  private final SortedMap<String, SequencedSet<String>> uses = new TreeMap<>();

  /** The smallest number of a class in the same knot that was found so far. */
  private final Map<String, Integer> lowest = new HashMap<>();

  private final Deque<String> open = new ArrayDeque<>();
  private final List<List<String>> knots = new ArrayList<>();

  private Knots(JavaClasses classes) {
    for (JavaClass from : classes) {
      SequencedSet<String> used =
          uses.computeIfAbsent(outermost(from).getName(), name -> new TreeSet<>());
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        JavaClass to = dependency.getTargetClass().getBaseComponentType();
        if (classes.contain(to.getName()) && !permits(from, to)) {
          used.add(outermost(to).getName());
        }
      }
    }
    uses.forEach((name, used) -> used.remove(name));
  }

  /** Returns all knots of at least two classes, the largest first. */
  static List<List<String>> of(JavaClasses classes) {
    Knots found = new Knots(classes);
    for (String name : found.uses.keySet()) {
      if (!found.lowest.containsKey(name)) {
        found.visit(name);
      }
    }
    found.knots.sort(Comparator.comparingInt((List<String> knot) -> knot.size()).reversed());
    return found.knots;
  }

  private void visit(String name) {
    int number = lowest.size();
    lowest.put(name, number);
    open.push(name);
    for (String used : uses.getOrDefault(name, new TreeSet<>())) {
      if (!lowest.containsKey(used)) {
        visit(used);
      }
      if (open.contains(used)) {
        lowest.merge(name, lowest.getOrDefault(used, number), Math::min);
      }
    }
    if (lowest.getOrDefault(name, number) == number) {
      close(name);
    }
  }

  private void close(String root) {
    List<String> knot = new ArrayList<>();
    do {
      knot.add(open.element());
    } while (!open.pop().equals(root));
    if (knot.size() > 1) {
      knot.sort(Comparator.naturalOrder());
      knots.add(knot);
    }
  }

  private static boolean permits(JavaClass sealed, JavaClass subtype) {
    boolean subtypeOf = subtype.isAssignableTo(sealed.getName());
    return subtypeOf && sealed.reflect().isSealed();
  }

  private static JavaClass outermost(JavaClass type) {
    JavaClass outer = type;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer;
  }
}
