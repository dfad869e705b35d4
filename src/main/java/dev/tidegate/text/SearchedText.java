package dev.tidegate.text;

import dev.tidegate.model.Utf8;
import java.util.ArrayList;
import java.util.List;

/**
 * Part of a field that is searched: the first 32 KiB in UTF-8 of its values together, up to the end
 * of a character. The index, live queries, and highlights take it from here, so they agree.
 */
public final class SearchedText {
  /** Most bytes of one field of one document that are searched. */
  public static final int MAX_BYTES = 32 << 10;

  private SearchedText() {}

  /** Returns the searched part of a text. */
  public static String of(String text) {
    return Utf8.prefix(text, MAX_BYTES);
  }

  /** Returns the searched part of the values of a field. Values behind it are left out. */
  public static List<String> of(List<String> values) {
    if (values.size() == 1) {
      return List.of(of(values.getFirst()));
    }
    List<String> searched = new ArrayList<>(values.size());
    int left = MAX_BYTES;
    for (String value : values) {
      if (left == 0) {
        break;
      }
      String part = Utf8.prefix(value, left);
      searched.add(part);
      // What is cut short ends the searched part, even where a smaller character would fit.
      left = part.length() < value.length() ? 0 : left - Utf8.size(part);
    }
    return searched;
  }
}
