package dev.tidegate.search;

import dev.tidegate.model.DocumentState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a search.
 *
 * @param total how many documents, or groups, the index finds, on all pages
 * @param facets by field name, in the order asked
 * @param next the cursor of the page after this one; {@code null} on the last
 * @param relaxed words of the text that were dropped, as typed
 * @param typos whether typing errors were tolerated
 */
public record SearchPage(
    long total,
    List<Hit> hits,
    Map<String, Facet> facets,
    @Nullable String next,
    List<String> relaxed,
    boolean typos,
    SearchTiming timing) {

  /** Returns a page with other hits, and what is left the same. */
  SearchPage with(
      long otherTotal, List<Hit> otherHits, @Nullable String otherNext, SearchTiming otherTiming) {
    return new SearchPage(otherTotal, otherHits, facets, otherNext, relaxed, typos, otherTiming);
  }

  /**
   * A document found, as it is now.
   *
   * @param highlight by field name, HTML of each value, with the words found in {@code <em>}; empty
   *     if not asked
   */
  public record Hit(DocumentState document, Map<String, List<String>> highlight) {}
}
