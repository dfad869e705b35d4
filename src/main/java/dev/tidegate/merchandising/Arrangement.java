package dev.tidegate.merchandising;

import dev.tidegate.model.Pin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that the rules of one search text ask for.
 *
 * @param pins in the order of their places; no place and no id occurs twice
 * @param hidden ids that no result contains; none of them is pinned
 */
public record Arrangement(List<Pin> pins, Set<String> hidden) {
  /** No rule applies. */
  public static final Arrangement NONE = new Arrangement(List.of(), Set.of());

  public Arrangement {
    pins = List.copyOf(pins);
    hidden = Collections.unmodifiableSet(new LinkedHashSet<>(hidden));
  }

  public boolean isEmpty() {
    return pins.isEmpty() && hidden.isEmpty();
  }

  /** Returns the same without pins. */
  public Arrangement withoutPins() {
    return pins.isEmpty() ? this : new Arrangement(List.of(), hidden);
  }

  /**
   * Returns what rules ask for together. Hiding prevails. Of two pins that ask for the same place,
   * the one of the first rule gets it; the other one gets the next free place. Pins without a place
   * fill the places that are left.
   *
   * @param rules in the order in which they are served
   */
  static Arrangement of(Iterable<Rule> rules) {
    Set<String> hidden = new LinkedHashSet<>();
    rules.forEach(rule -> hidden.addAll(rule.hidden()));
    Set<String> placed = new HashSet<>(hidden);
    List<Pin> wanted = new ArrayList<>();
    rules.forEach(
        rule -> rule.pins().stream().filter(p -> placed.add(p.id())).forEach(wanted::add));
    SortedMap<Integer, Pin> places = new TreeMap<>();
    wanted.stream().filter(pin -> pin.place() != Pin.ANY_PLACE).forEach(pin -> put(pin, places));
    wanted.stream().filter(pin -> pin.place() == Pin.ANY_PLACE).forEach(pin -> put(pin, places));
    return new Arrangement(List.copyOf(places.values()), hidden);
  }

  /** Beyond the last place there is none. */
  private static void put(Pin pin, SortedMap<Integer, Pin> places) {
    int place = Math.max(1, pin.place());
    while (places.containsKey(place)) {
      place++;
    }
    if (place <= Pin.MAX_PLACE) {
      places.put(place, new Pin(place, pin.id()));
    }
  }
}
