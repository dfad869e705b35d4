package dev.tidegate.search;

import dev.tidegate.merchandising.Arrangement;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Pin;
import dev.tidegate.model.Query;
import dev.tidegate.query.SearchQuery;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.search.DocumentSearch.Without;
import dev.tidegate.search.SearchPage.Hit;
import dev.tidegate.text.Highlighter;
import dev.tidegate.text.TextAnalyzer;
import dev.tidegate.text.TextQuery;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A page with pinned documents: a page of everything else, as much shorter as pins take places on
 * it, into which the pins are put.
 *
 * <p>Places count over all pages. A pin takes its place if the document exists and meets the
 * filters; otherwise the next hit moves up. Pins behind the last hit come last.
 */
final class PinnedSearch {
  private final DocumentReader documents;
  private final TextAnalyzer analyzer;
  private final BiFunction<SearchQuery, Without, Future<SearchPage>> others;
  private final SearchQuery page;
  private final Collection collection;
  private final Query query;
  private final PinnedCursor from;
  private final Arrangement rules;
  private final Map<String, DocumentState> present = new HashMap<>();
  private final long started = System.nanoTime();
  private long readNanos;

  /**
   * Creates a search.
   *
   * @param rules those of the query; their pins count on a first page only
   * @param others searches without some documents
   */
  PinnedSearch(
      DocumentReader documents,
      TextAnalyzer analyzer,
      BiFunction<SearchQuery, Without, Future<SearchPage>> others,
      SearchQuery page,
      Arrangement rules) {
    this.documents = documents;
    this.analyzer = analyzer;
    this.others = others;
    this.page = page;
    this.collection = page.collection();
    this.query = page.query();
    this.rules = rules;
    String cursor = page.cursor();
    this.from =
        cursor == null
            ? new PinnedCursor(null, 0, 0, rules.pins())
            : PinnedCursor.decode(collection, query, cursor);
  }

  Future<SearchPage> run() {
    long asked = System.nanoTime();
    return documents
        .read(collection, from.pins().stream().map(Pin::id).toList())
        .compose(
            read -> {
              readNanos = System.nanoTime() - asked;
              read.stream().filter(this::isShown).forEach(one -> present.put(one.key().id(), one));
              return with(waiting());
            });
  }

  private boolean isShown(DocumentState document) {
    return document.values() != null
        && query.filtersMatch(document.values())
        && !rules.hidden().contains(document.key().id());
  }

  /** Returns the pins that no page has had yet. */
  private List<Pin> waiting() {
    return from.pins().stream()
        .skip(from.passed())
        .filter(pin -> present.containsKey(pin.id()))
        .toList();
  }

  private Future<SearchPage> with(List<Pin> waiting) {
    long last = (long) from.given() + page.limit();
    int places = (int) waiting.stream().filter(pin -> pin.place() <= last).count();
    boolean ended = page.cursor() != null && from.found() == null;
    // With nothing left to find, the total and the facets are still wanted.
    int limit = ended ? 0 : Math.max(0, page.limit() - places);
    return others
        .apply(page.page(limit, from.found()), without())
        .compose(found -> merge(found, ended ? null : found.next(), waiting));
  }

  private Without without() {
    return Without.of(new Arrangement(from.pins(), rules.hidden()));
  }

  private Future<SearchPage> merge(SearchPage found, @Nullable String next, List<Pin> waiting) {
    Deque<Hit> rest = new ArrayDeque<>(found.hits());
    Deque<Pin> pins = new ArrayDeque<>(waiting);
    List<Hit> pinned = new ArrayList<>();
    List<Hit> hits = new ArrayList<>();
    int passed = from.passed();
    while (hits.size() < page.limit() && !(rest.isEmpty() && pins.isEmpty())) {
      Pin pin = pins.peek();
      boolean due = pin != null && pin.place() <= from.given() + hits.size() + 1;
      if (pin != null && (due || (rest.isEmpty() && next == null))) {
        pins.remove();
        passed = from.pins().indexOf(pin) + 1;
        Hit hit = new Hit(Objects.requireNonNull(present.get(pin.id())), Map.of());
        pinned.add(hit);
        hits.add(hit);
      } else if (!rest.isEmpty()) {
        hits.add(rest.remove());
      } else {
        // The search has given up early: the places after this one are on the next page.
        break;
      }
    }
    PinnedCursor end = new PinnedCursor(next, from.given() + hits.size(), passed, from.pins());
    boolean more = next != null || !pins.isEmpty();
    return highlight(pinned)
        .map(marked -> answer(found, replaced(hits, marked), more ? end : null));
  }

  private Future<List<Hit>> highlight(List<Hit> pinned) {
    String text = query.text();
    if (!page.highlight() || text == null || pinned.isEmpty()) {
      return Future.succeededFuture(pinned);
    }
    Highlighter highlighter = new Highlighter(TextQuery.parse(text), collection, analyzer);
    return Slices.run(new HitHighlights(highlighter, pinned)).map(pinned);
  }

  private static List<Hit> replaced(List<Hit> hits, List<Hit> marked) {
    Map<String, Hit> byId = new HashMap<>();
    marked.forEach(hit -> byId.put(id(hit), hit));
    return hits.stream().map(hit -> byId.getOrDefault(id(hit), hit)).toList();
  }

  private static String id(Hit hit) {
    return hit.document().key().id();
  }

  private SearchPage answer(SearchPage found, List<Hit> hits, @Nullable PinnedCursor end) {
    SearchTiming others = found.timing();
    return found.with(
        found.total() + present.size(),
        hits,
        end == null ? null : end.encode(collection, query),
        new SearchTiming(others.find(), others.read() + readNanos, System.nanoTime() - started));
  }
}
