package dev.tidegate.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.merchandising.Arrangement;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.Query;
import dev.tidegate.model.SearchUnavailableException;
import dev.tidegate.query.QueryDigest;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds documents in the index: all that match, or the best one of each group. Every call fails
 * with {@link SearchUnavailableException} where the index can't answer now.
 */
public interface DocumentSearch {

  /**
   * A search of the index.
   *
   * @param facets to count
   * @param after the sort key after which to continue; {@code null} for the start
   * @param size maximum number of documents
   * @param counted whether the total is wanted
   * @param pin the view of the index to search; {@code null} for the latest state
   * @param without documents to exclude
   */
  record Request(
      Collection collection,
      Query query,
      List<Field> facets,
      @Nullable List<JsonNode> after,
      int size,
      boolean counted,
      @Nullable String pin,
      Without without) {

    /** With all documents. */
    public Request(
        Collection collection,
        Query query,
        List<Field> facets,
        @Nullable List<JsonNode> after,
        int size,
        boolean counted,
        @Nullable String pin) {
      this(collection, query, facets, after, size, counted, pin, Without.NONE);
    }

    /** In the latest state. */
    public Request(
        Collection collection,
        Query query,
        List<Field> facets,
        @Nullable List<JsonNode> after,
        int size,
        boolean counted) {
      this(collection, query, facets, after, size, counted, null);
    }

    /** Returns the same request without these documents. */
    public Request without(Without other) {
      return new Request(collection, query, facets, after, size, counted, pin, other);
    }

    /** Returns a text that is equal for requests that ask for the same. */
    public String key() {
      StringBuilder key = new StringBuilder(QueryDigest.text(collection, query));
      key.append(' ').append(size).append(counted ? '#' : ' ');
      facets.forEach(facet -> key.append(',').append(facet.name()));
      // JSON, so that what follows can't look like it.
      key.append(' ').append(after == null ? "" : after.toString());
      // No id has a blank or an @.
      without.pinned().forEach(id -> key.append(" +").append(id));
      without.hidden().forEach(id -> key.append(" -").append(id));
      return key.append(" @").append(pin == null ? "" : pin).toString();
    }
  }

  /**
   * Ids of documents to exclude.
   *
   * @param pinned found in another way: facets count those that match the filters, independent of
   *     their words
   * @param hidden counted nowhere
   */
  record Without(SortedSet<String> pinned, SortedSet<String> hidden) {
    /** Everything is to be found. */
    public static final Without NONE = new Without(new TreeSet<>(), new TreeSet<>());

    public Without {
      pinned = Collections.unmodifiableSortedSet(pinned);
      hidden = Collections.unmodifiableSortedSet(hidden);
    }

    /** Returns the documents that rules pin and hide. */
    public static Without of(Arrangement rules) {
      SortedSet<String> pinned = new TreeSet<>();
      rules.pins().forEach(pin -> pinned.add(pin.id()));
      return new Without(pinned, new TreeSet<>(rules.hidden()));
    }

    public boolean isEmpty() {
      return pinned.isEmpty() && hidden.isEmpty();
    }

    public boolean contains(String id) {
      return pinned.contains(id) || hidden.contains(id);
    }
  }

  /**
   * Result of a search.
   *
   * @param total of all pages; 0 if it was not counted
   * @param pin view of the index for the next page, if the request had one
   * @param examined the sort key up to which the index searched, if more may follow although the
   *     page is short
   */
  record Found(
      long total,
      List<Match> matches,
      Map<String, Facet> facets,
      @Nullable String pin,
      @Nullable List<JsonNode> examined) {

    /** Creates one that is complete up to the size wanted. */
    public Found(long total, List<Match> matches, Map<String, Facet> facets, @Nullable String pin) {
      this(total, matches, facets, pin, null);
    }
  }

  /**
   * A document found.
   *
   * @param sortKey its place in the order: one value for each key of the sort, then the id, then
   *     what the index needs to continue behind it
   * @param group the key of its group in the index; {@code null} if the query does not group
   */
  record Match(String id, List<JsonNode> sortKey, @Nullable String group) {

    /** Returns the name under which a walk passes it once: the key of its group, or its id. */
    String key() {
      return group == null ? id : group;
    }
  }

  /**
   * Finds documents.
   *
   * @return fails with {@link CursorExpiredException} if the view no longer exists
   */
  Future<Found> find(Request request);

  /**
   * Finds the best document of each of these groups, apart from unwanted documents.
   *
   * @param request the query and the state to look into; the rest of it does not matter
   * @param without ids of the unwanted documents
   * @return fails as {@link #find} does
   */
  Future<List<Match>> bestOf(Request request, Set<String> groups, Set<String> without);

  /**
   * Opens a view of the index, at most a second old, for paging while documents change. It stays
   * open for some time after each use through any gateway.
   */
  Future<String> pin(Collection collection);

  /**
   * Ids of documents whose leading text field holds the words typed, the last of them perhaps
   * unfinished; the best first.
   */
  Future<List<String>> complete(Collection collection, String typed, int limit);

  /**
   * Finds words of a query without which more documents match: those that the best of the documents
   * with most of the words lacks. At least half of the words stay.
   *
   * @return places of the words in the text of the query, ascending; empty if no such words exist
   */
  Future<List<Integer>> dispensable(Collection collection, Query query);

  /**
   * Makes everything findable that the index took before this call.
   *
   * @param building the indices being built that may take its place, which are treated likewise
   */
  Future<Void> refresh(Collection collection, Set<String> building);
}
