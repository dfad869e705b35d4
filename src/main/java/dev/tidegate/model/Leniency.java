package dev.tidegate.model;

import java.util.List;

/**
 * Tolerance of a search for differences from the text of a query.
 *
 * @param optional places, from 0, of words of the text that a document need not have; ascending
 * @param typos whether typing errors are tolerated
 */
public record Leniency(List<Integer> optional, boolean typos) {
  /** All words are wanted, and typing errors are tolerated. */
  public static final Leniency USUAL = new Leniency(List.of(), true);

  public Leniency {
    optional = List.copyOf(optional);
  }

  /** The same with all words wanted. */
  public Leniency withoutOptional() {
    return new Leniency(List.of(), typos);
  }

  /** The same without tolerance of typing errors. */
  public Leniency withoutTypos() {
    return new Leniency(optional, false);
  }
}
