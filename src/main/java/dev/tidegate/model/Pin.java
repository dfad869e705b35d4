package dev.tidegate.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document that a merchandising rule puts in front, written as {@code id} or {@code PLACE:id}.
 *
 * @param place in the results, from 1; 0 for the next free one
 */
public record Pin(int place, String id) {
  /** Greatest place, and the most documents that are pinned for one query. */
  public static final int MAX_PLACE = 200;

  /** Place of a pin that takes the next free one. */
  public static final int ANY_PLACE = 0;

  private static final Pattern FORM = Pattern.compile("(?:([^:]*):)?([^:]*)");
  private static final Pattern PLACE = Pattern.compile("[1-9][0-9]{0,2}");

  /**
   * Parses an entry of a rule.
   *
   * @throws IllegalArgumentException with the reason if the entry is invalid
   */
  public static Pin parse(String entry) {
    Matcher parts = FORM.matcher(entry);
    if (!parts.matches()) {
      throw new IllegalArgumentException("must be an id or PLACE:id");
    }
    String id = parts.group(2);
    if (!DocumentKey.isValidId(id)) {
      throw new IllegalArgumentException(DocumentKey.ID_RULE);
    }
    String place = parts.group(1);
    return new Pin(place == null ? ANY_PLACE : place(place), id);
  }

  private static int place(String text) {
    if (!PLACE.matcher(text).matches() || Integer.parseInt(text) > MAX_PLACE) {
      throw new IllegalArgumentException("the place must be an integer from 1 to " + MAX_PLACE);
    }
    return Integer.parseInt(text);
  }

  /** Returns the entry that {@link #parse} reads as this pin. */
  @Override
  public String toString() {
    return place == ANY_PLACE ? id : place + ":" + id;
  }
}
