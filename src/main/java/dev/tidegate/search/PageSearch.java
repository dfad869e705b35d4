package dev.tidegate.search;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Query;
import dev.tidegate.query.SearchQuery;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.search.DocumentSearch.Match;
import dev.tidegate.search.MergedHits.Step;
import dev.tidegate.search.SearchPage.Hit;
import dev.tidegate.text.Highlighter;
import dev.tidegate.text.TextAnalyzer;
import dev.tidegate.text.TextQuery;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One search on its way: rounds of find, read, check, until the page is full, nothing is left, or
 * so many rounds found stale entries that the rest is left to the next page. In groups, a round
 * takes some more searches where documents have left their groups.
 */
final class PageSearch {
  private static final int MAX_ROUNDS = 8;

  /** More than this is not asked for in place of what was stale. */
  private static final int MAX_EXTRA = 400;

  private final DocumentReader documents;
  private final FreshWrites writes;
  private final SearchQuery page;
  private final Collection collection;
  private final Query query;
  private final IndexWalk walk;
  private final @Nullable TextQuery text;
  private final @Nullable Highlighter highlighter;
  private final long started = System.nanoTime();
  private final List<Hit> hits = new ArrayList<>();
  private final Set<String> groups = new HashSet<>();
  private int stale;
  private long findNanos;
  private long readNanos;

  PageSearch(
      DocumentSearch index,
      DocumentReader documents,
      FreshWrites writes,
      TextAnalyzer analyzer,
      SearchQuery page) {
    this.documents = documents;
    this.writes = writes;
    this.page = page;
    this.collection = page.collection();
    this.query = page.query();
    this.walk = new IndexWalk(index, page);
    String typed = query.text();
    this.text = typed == null ? null : TextQuery.of(typed, query.leniency());
    this.highlighter =
        page.highlight() && typed != null
            ? new Highlighter(
                TextQuery.of(typed, query.leniency().withoutOptional()), collection, analyzer)
            : null;
  }

  Future<SearchPage> run() {
    return round(1);
  }

  /**
   * One more than fits, to see whether a page follows; some more, so that a few stale ones cost no
   * second round; and as many again as were stale so far.
   */
  private int wanted() {
    int extra = Math.max(2 + page.limit() / 8, Math.min(stale, MAX_EXTRA));
    return page.limit() - hits.size() + 1 + extra;
  }

  private Future<SearchPage> round(int number) {
    long asked = System.nanoTime();
    return walk.next(wanted())
        .compose(
            steps -> {
              findNanos += System.nanoTime() - asked;
              // A pinned state is gone through without gaps: what it lacks is for another search.
              FreshWrites.Candidates fresh =
                  walk.inLatest() ? writes.of(collection, query) : FreshWrites.Candidates.NONE;
              return read(MergedHits.ids(steps, fresh))
                  .compose(states -> look(states, fresh))
                  .compose(states -> settle(new Representatives.Read(steps, states), fresh))
                  .map(read -> MergedHits.of(read.steps(), read.documents(), fresh))
                  .compose(all -> examined(steps, all.subList(0, take(all)), all.size(), number));
            });
  }

  /** Sees to it that each group is represented by a document that belongs to it now. */
  private Future<Representatives.Read> settle(
      Representatives.Read read, FreshWrites.Candidates fresh) {
    return query.group() == null
        ? Future.succeededFuture(read)
        : new Representatives(query, fresh, read)
            .settle(this::others, this::read)
            .onSuccess(
                now -> stale += read.steps().matches().size() - now.steps().matches().size());
  }

  private Future<List<Match>> others(Set<String> groups, Set<String> without) {
    long asked = System.nanoTime();
    return walk.others(groups, without).onSuccess(found -> findNanos += System.nanoTime() - asked);
  }

  private Future<List<DocumentState>> read(List<String> ids) {
    if (ids.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    long asked = System.nanoTime();
    return documents
        .read(collection, ids)
        .onSuccess(read -> readNanos += System.nanoTime() - asked);
  }

  private static Future<List<DocumentState>> look(
      List<DocumentState> read, FreshWrites.Candidates fresh) {
    if (fresh.ids().isEmpty()) {
      return Future.succeededFuture(read);
    }
    List<DocumentState> written =
        read.stream().filter(one -> fresh.ids().contains(one.key().id())).toList();
    return Slices.forEach(written, fresh::look).map(read);
  }

  /** Adds what still meets the filters, up to the limit; answers how many were looked at. */
  private int take(List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      if (hits.size() == page.limit()) {
        return i;
      }
      DocumentState state = steps.get(i).document();
      if (state.values() != null && query.filtersMatch(state.values()) && isFirst(state)) {
        hits.add(new Hit(state, Map.of()));
      } else {
        stale++;
      }
    }
    return steps.size();
  }

  /** Notes the group of a document. Returns false if the page shows the group already. */
  private boolean isFirst(DocumentState document) {
    String group = query.groupOf(document);
    return group == null || groups.add(group);
  }

  private Future<SearchPage> examined(IndexWalk.Steps steps, List<Step> taken, int of, int number) {
    boolean all = taken.size() == of;
    if (all && steps.ended()) {
      return answer(false);
    }
    if (all) {
      walk.passed(steps.last());
    } else if (!taken.isEmpty()) {
      Match last = taken.getLast().match();
      walk.passed(last == null ? null : last.sortKey());
    }
    if (hits.size() == page.limit() || number == MAX_ROUNDS) {
      return answer(true);
    }
    if (walk.inLatest()) {
      walk.leaveLatest(keys());
    }
    return round(number + 1);
  }

  private Future<SearchPage> answer(boolean more) {
    Highlighter marks = highlighter;
    return marks == null
        ? Future.succeededFuture(page(more))
        : Slices.run(new HitHighlights(marks, hits)).map(done -> page(more));
  }

  private SearchPage page(boolean more) {
    return new SearchPage(
        Math.max(walk.total(), hits.size()),
        List.copyOf(hits),
        walk.facets(),
        more ? walk.cursor(keys()) : null,
        text == null ? List.of() : text.optional(),
        query.leniency().typos(),
        new SearchTiming(findNanos, readNanos, System.nanoTime() - started));
  }

  /** The ids of the hits, or the keys of their groups. */
  private List<String> keys() {
    return hits.stream().map(Hit::document).map(this::key).toList();
  }

  private String key(DocumentState document) {
    String group = query.groupOf(document);
    return group == null ? document.key().id() : group;
  }
}
