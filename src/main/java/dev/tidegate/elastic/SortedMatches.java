package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.elasticquery.SortKeys;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Query;
import dev.tidegate.search.DocumentSearch.Match;
import java.util.ArrayList;
import java.util.List;

/** Reads matches from the sort values of hits, which contain the id and the group. */
final class SortedMatches {
  private SortedMatches() {}

  /**
   * Returns the matches of a response, in its order. After the id, Elasticsearch breaks ties in a
   * pinned state by one more key of its own.
   *
   * @param groupsBefore the number of groups before the first match, if the query groups
   */
  static List<Match> of(
      SearchResponse<Void> response, Collection collection, Query query, long groupsBefore) {
    int keys = SortKeys.orders(collection, query).size();
    boolean grouped = query.group() != null;
    List<Match> matches = new ArrayList<>();
    for (Hit<Void> hit : response.hits().hits()) {
      List<JsonNode> sortKey = new ArrayList<>();
      hit.sort().forEach(value -> sortKey.add(SortKeys.fromElastic(value)));
      String last = sortKey.get(keys - 1).textValue();
      if (grouped) {
        String id = sortKey.get(keys - 2).textValue();
        sortKey.add(JsonNodeFactory.instance.numberNode(groupsBefore + matches.size()));
        matches.add(new Match(id, sortKey, last));
      } else {
        matches.add(new Match(last, sortKey, null));
      }
    }
    return matches;
  }
}
