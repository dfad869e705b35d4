package dev.tidegate.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.Query;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds documents in the index. Every call fails with {@link SearchUnavailableException} where the
 * index can't answer now.
 */
public interface DocumentSearch {

  /**
   * What to find.
   *
   * @param facets to count over
   * @param after the sort key to go on behind; {@code null} to begin
   * @param size how many at most
   * @param counted whether the total is wanted
   */
  record Request(
      Collection collection,
      Query query,
      List<Field> facets,
      @Nullable List<JsonNode> after,
      int size,
      boolean counted) {}

  /**
   * What was found.
   *
   * @param total of all pages; 0 where it was not counted
   */
  record Found(long total, List<Match> matches, Map<String, Facet> facets) {}

  /**
   * @param sortKey its place in the order: one value for each key of the sort, then the id
   */
  record Match(String id, List<JsonNode> sortKey) {}

  Future<Found> find(Request request);

  /**
   * Ids of documents whose leading text field holds the words typed, the last of them perhaps
   * unfinished; the best first.
   */
  Future<List<String>> complete(Collection collection, String typed, int limit);

  /** Makes everything findable that the index took before this call. */
  Future<Void> refresh(Collection collection);
}
