package dev.tidegate.searchcache;

import dev.tidegate.search.DocumentSearch.Found;
import dev.tidegate.search.DocumentSearch.Match;
import dev.tidegate.search.DocumentSearch.Request;
import dev.tidegate.search.Facet;
import java.util.List;

/** About the bytes of heap that answers take. */
final class Weights {
  private static final int ENTRY = 512;
  private static final int VALUE = 56;

  private Weights() {}

  static int of(Request request, Found found) {
    String text = request.query().text();
    int bytes = ENTRY + (text == null ? 0 : text.length());
    for (Match match : found.matches()) {
      bytes += VALUE + match.id().length() + VALUE * match.sortKey().size();
    }
    for (Facet facet : found.facets().values()) {
      bytes += facet instanceof Facet.Terms terms ? 2 * VALUE * terms.values().size() : 2 * VALUE;
    }
    return bytes + 2 * VALUE * request.query().filters().size();
  }

  static int of(Completion completion, List<String> ids) {
    return ENTRY + completion.typed().length() + VALUE * ids.size();
  }
}
