package dev.tidegate.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.query.SearchQuery;
import dev.tidegate.search.DocumentSearch.Found;
import dev.tidegate.search.DocumentSearch.Match;
import dev.tidegate.search.DocumentSearch.Request;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walk through the results of the index. A document that keeps matching is returned exactly once,
 * independent of other changes.
 *
 * <p>The first step searches the latest state, which needs no open view. The next step starts at
 * the front of an open view, without the results of the first step: a document that moved in
 * between is found at its new place. A grouped query walks through groups in the same way.
 */
final class IndexWalk {
  /**
   * Some steps taken at once.
   *
   * @param matches those not seen before, in order
   * @param last the sort key of the last one looked at, seen before or not
   * @param ended whether nothing follows
   */
  record Steps(List<Match> matches, @Nullable List<JsonNode> last, boolean ended) {}

  private final DocumentSearch index;
  private final SearchQuery page;
  private boolean latest;
  private @Nullable String pin;
  private @Nullable List<JsonNode> after;
  private SeenIds seen = SeenIds.NONE;
  private boolean counted;
  private long total;
  private Map<String, Facet> facets = Map.of();

  IndexWalk(DocumentSearch index, SearchQuery page) {
    this.index = index;
    this.page = page;
    String cursor = page.cursor();
    this.latest = cursor == null;
    if (cursor != null) {
      SearchCursor from = SearchCursor.decode(page.collection(), page.query(), cursor);
      pin = from.pin();
      after = from.after();
      seen = from.seen();
    }
  }

  /** Returns the total of the first steps. */
  long total() {
    return total;
  }

  /** Returns the facets of the first steps. */
  Map<String, Facet> facets() {
    return facets;
  }

  /** Returns whether all steps were in the latest state, so that a view follows. */
  boolean inLatest() {
    return latest;
  }

  /**
   * Leaves the latest state.
   *
   * @param given the keys of the matches that need not be found again
   */
  void leaveLatest(List<String> given) {
    latest = false;
    seen = SeenIds.of(given);
  }

  /** Everything up to there has been looked at. */
  void passed(@Nullable List<JsonNode> sortKey) {
    if (pin != null && sortKey != null) {
      after = sortKey;
    }
  }

  /**
   * Returns the place after the keys given in the latest state, or after the last examined
   * document.
   */
  String cursor(List<String> given) {
    SearchCursor here =
        latest ? SearchCursor.afterFirst(given) : new SearchCursor(pin, after, seen);
    return here.encode(page.collection(), page.query());
  }

  /** Takes about so many steps; fewer where what comes was seen, or nothing follows. */
  Future<Steps> next(int wanted) {
    if (latest || pin != null) {
      return find(wanted);
    }
    // A pin may be shared, and its state lost a moment ago: then another one is there to be had.
    return pinAndFind(wanted)
        .recover(
            failure ->
                failure instanceof CursorExpiredException
                    ? pinAndFind(wanted)
                    : Future.failedFuture(failure));
  }

  /**
   * Finds the best documents of groups, apart from those of some ids, where the last step looked.
   */
  Future<List<Match>> others(Set<String> groups, Set<String> without) {
    Request request =
        new Request(page.collection(), page.query(), List.of(), null, groups.size(), false, pin);
    return index.bestOf(request, groups, without);
  }

  private Future<Steps> pinAndFind(int wanted) {
    return index
        .pin(page.collection())
        .compose(
            state -> {
              pin = state;
              return find(wanted + seen.count());
            });
  }

  private Future<Steps> find(int size) {
    Request request =
        new Request(
            page.collection(),
            page.query(),
            counted ? List.of() : page.facets(),
            after,
            size,
            !counted,
            pin);
    return index.find(request).map(found -> steps(found, size));
  }

  private Steps steps(Found found, int size) {
    if (!counted) {
      counted = true;
      total = found.total();
      facets = found.facets();
    }
    if (found.pin() != null) {
      pin = found.pin();
    }
    List<Match> all = found.matches();
    List<JsonNode> examined = found.examined();
    List<JsonNode> end = all.isEmpty() ? null : all.getLast().sortKey();
    return new Steps(
        all.stream().filter(match -> !seen.contains(match.key())).toList(),
        examined == null ? end : examined,
        examined == null && all.size() < size);
  }
}
