/**
 * Searches: the index finds and ranks, the read path returns the documents.
 *
 * <p>{@link dev.tidegate.search.SearchService} runs a {@link dev.tidegate.query.SearchQuery} as a
 * page search: the {@link dev.tidegate.search.DocumentSearch} port returns ids in order, the total,
 * and facets; the documents are read in their current state; hits that no longer match the filters
 * are omitted, and the page is refilled. {@link dev.tidegate.search.FreshWrites} adds to a first
 * page the writes of this gateway that the index does not contain yet. Of a query that groups, the
 * port finds the best document of each group, and {@link dev.tidegate.search.Representatives}
 * replaces those that have left their groups.
 *
 * <p>Merchandising rules are a layer around the page search: {@code WithoutSearch} takes pinned and
 * hidden documents out of what the index finds, so that cached results never depend on rules, and
 * {@code PinnedSearch} puts the pinned ones into their places.
 *
 * <p>Services are confined to one context.
 */
@NullMarked
package dev.tidegate.search;

import org.jspecify.annotations.NullMarked;
