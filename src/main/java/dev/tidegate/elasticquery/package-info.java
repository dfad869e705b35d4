/**
 * Searches in Elasticsearch's terms: the mapping of a collection, queries, orders, and facets.
 *
 * <ul>
 *   <li>{@link dev.tidegate.elasticquery.IndexMapping} has the fields of an index.
 *   <li>{@link dev.tidegate.elasticquery.TextQueries} is the text of a query, {@link
 *       dev.tidegate.elasticquery.FilterQueries} its filters, and {@link
 *       dev.tidegate.elasticquery.SortKeys} its order.
 *   <li>{@link dev.tidegate.elasticquery.FacetQueries} counts.
 * </ul>
 *
 * <p>Requests are built on the context of their caller; this package does not send them.
 */
@NullMarked
package dev.tidegate.elasticquery;

import org.jspecify.annotations.NullMarked;
