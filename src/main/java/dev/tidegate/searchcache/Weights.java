package dev.tidegate.searchcache;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.search.DocumentSearch.Found;
import dev.tidegate.search.DocumentSearch.Match;
import dev.tidegate.search.Facet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * About the bytes of heap that answers take. Every text counts with its length: clients choose
 * queries, and the values that sort keys and facets contain.
 */
final class Weights {
  private static final int ENTRY = 512;
  private static final int VALUE = 56;

  private Weights() {}

  static int of(String key, Found found) {
    long bytes = ENTRY + text(key) + text(found.pin());
    for (Match match : found.matches()) {
      bytes += VALUE + text(match.id()) + text(match.group());
      for (JsonNode value : match.sortKey()) {
        bytes += VALUE + text(value.textValue());
      }
    }
    for (Facet facet : found.facets().values()) {
      bytes += of(facet);
    }
    return (int) Math.min(Integer.MAX_VALUE, bytes);
  }

  private static long of(Facet facet) {
    return switch (facet) {
      case Facet.Terms terms ->
          terms.values().stream().mapToLong(count -> VALUE + text(count.value())).sum();
      case Facet.Stats stats -> 2L * VALUE + (long) VALUE * stats.ranges().size();
    };
  }

  static int of(Completion completion, List<String> ids) {
    long bytes = ENTRY + text(completion.typed());
    for (String id : ids) {
      bytes += text(id);
    }
    return (int) Math.min(Integer.MAX_VALUE, bytes);
  }

  /** Two bytes for each character, though some texts take one. */
  private static long text(@Nullable String text) {
    return text == null ? 0 : VALUE + 2L * text.length();
  }
}
