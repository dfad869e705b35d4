package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.elasticquery.FacetQueries;
import dev.tidegate.elasticquery.FilterQueries;
import dev.tidegate.elasticquery.Grouping;
import dev.tidegate.elasticquery.RangeQueries;
import dev.tidegate.elasticquery.RareValueQueries;
import dev.tidegate.elasticquery.SortKeys;
import dev.tidegate.elasticquery.TextQueries;
import dev.tidegate.elasticquery.WithoutQueries;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Filter;
import dev.tidegate.search.DocumentSearch.Request;
import dev.tidegate.text.TextAnalyzer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Searches in Elasticsearch's terms. */
final class SearchRequests {
  /** The order of searches that name none. */
  static final dev.tidegate.model.Query BY_RELEVANCE =
      new dev.tidegate.model.Query("", List.of(), List.of());

  private static final String NOTHING_STORED = "_none_";

  private final IndexNames names;
  private final TextAnalyzer analyzer;
  private final String keepAlive;

  /**
   * Creates the searches of an index.
   *
   * @param keepAlive how long a point in time stays after a search, in Elasticsearch's notation
   */
  SearchRequests(IndexNames names, TextAnalyzer analyzer, String keepAlive) {
    this.names = names;
    this.analyzer = analyzer;
    this.keepAlive = keepAlive;
  }

  /** Finds so many documents, in the state of this pin or in the latest. */
  SearchRequest.Builder base(Collection collection, int size, @Nullable String pin) {
    SearchRequest.Builder search =
        new SearchRequest.Builder().size(size).storedFields(NOTHING_STORED);
    return pin == null
        ? search.index(names.alias(collection))
        : search
            .pit(pit -> pit.id(pin).keepAlive(t -> t.time(keepAlive)))
            .allowPartialSearchResults(false);
  }

  /** Finds the most relevant documents in the latest state, without counting. */
  SearchRequest mostRelevant(Collection collection, int size, Query query) {
    return base(collection, size, null)
        .query(query)
        .sort(SortKeys.orders(collection, BY_RELEVANCE))
        .trackTotalHits(t -> t.enabled(false))
        .build();
  }

  /**
   * Finds a page of documents or groups, and counts.
   *
   * @param groupsBefore how many groups precede the page
   */
  SearchRequest page(Request request, FacetQueries facets, int groupsBefore) {
    SearchRequest.Builder search = counting(request, facets, request.size());
    search.sort(SortKeys.orders(request.collection(), request.query()));
    List<JsonNode> after = request.after();
    if (!facets.grouping().isNone()) {
      search.collapse(facets.grouping().collapse()).from(groupsBefore);
    } else if (after != null) {
      search.searchAfter(values(after));
    }
    return search.build();
  }

  /** Counts without finding. */
  SearchRequest counts(Request request, FacetQueries facets) {
    return counting(request, facets, 0).build();
  }

  private SearchRequest.Builder counting(Request request, FacetQueries facets, int size) {
    Grouping grouping = facets.grouping();
    SearchRequest.Builder search =
        base(request.collection(), size, request.pin())
            .query(query(request, facets.late()).build())
            .trackTotalHits(t -> t.enabled(request.counted() && grouping.isNone()))
            .aggregations(facets.aggregations());
    Query late = FacetQueries.all(facets.late());
    if (request.counted() && !grouping.isNone()) {
      search.aggregations(grouping.total(late));
    }
    WithoutQueries without = new WithoutQueries(request.without());
    if (!facets.late().isEmpty() || without.hasPinned()) {
      search.postFilter(without.withoutPinned(late));
    }
    return search;
  }

  /** Counts the ranges of facets, and their rare values. */
  SearchRequest details(
      Request request, FacetQueries facets, RangeQueries ranges, RareValueQueries rare) {
    return base(request.collection(), 0, request.pin())
        .query(query(request, facets.late()).build())
        .trackTotalHits(t -> t.enabled(false))
        .aggregations(ranges.aggregations())
        .aggregations(rare.aggregations())
        .build();
  }

  /** Finds the best document of each of these groups, apart from some documents. */
  SearchRequest bestOf(Request request, Set<String> groups, Set<String> without) {
    Grouping grouping = Grouping.of(request.query().group());
    BoolQuery.Builder query = query(request, List.of()).filter(grouping.anyOf(groups));
    if (!without.isEmpty()) {
      query.mustNot(unwanted -> unwanted.ids(ids -> ids.values(List.copyOf(without))));
    }
    return uncounted(request, query, groups.size()).collapse(grouping.collapse()).build();
  }

  /** Finds documents behind a place, apart from those of some groups. */
  SearchRequest behind(Request request, List<JsonNode> place, int size, Set<String> without) {
    BoolQuery.Builder query = query(request, List.of());
    if (!without.isEmpty()) {
      query.mustNot(Grouping.of(request.query().group()).anyOf(without));
    }
    return uncounted(request, query, size).searchAfter(values(place)).build();
  }

  private SearchRequest.Builder uncounted(Request request, BoolQuery.Builder query, int size) {
    return base(request.collection(), size, request.pin())
        .query(query.build())
        .sort(SortKeys.orders(request.collection(), request.query()))
        .trackTotalHits(t -> t.enabled(false));
  }

  private BoolQuery.Builder query(Request request, List<Filter> late) {
    BoolQuery.Builder query = new BoolQuery.Builder();
    String text = request.query().text();
    WithoutQueries without = new WithoutQueries(request.without());
    if (text != null) {
      query.must(
          without.orPinned(
              new TextQueries(request.collection(), analyzer)
                  .of(text, request.query().leniency())));
    }
    for (Filter filter : request.query().filters()) {
      if (!late.contains(filter)) {
        query.filter(FilterQueries.of(filter));
      }
    }
    return query.mustNot(without.hidden());
  }

  private static List<FieldValue> values(List<JsonNode> sortKey) {
    return sortKey.stream().map(SortKeys::toElastic).toList();
  }
}
