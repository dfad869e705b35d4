/**
 * Cache of search results, and of running searches.
 *
 * <p>Searches go through {@code CachedSearch}, one for each event loop, to {@code ResultCache},
 * which all loops share. Identical searches share one request. A result is reused while no change
 * from the feed can have altered it. The index lags behind the feed, so a new change alters later
 * results. {@code ChangeLedger} records the last change of each field, and learns from the queues
 * of the indexer when the index contained it. Only results that were requested a refresh after that
 * stay longer than the fraction of a refresh for which any result stays.
 *
 * <p>The state of the queues also shows {@code search.RecentWrites} which writes the index has.
 *
 * <p>Results are ids, places in the order, totals, and facets. Documents are read for each request.
 */
@NullMarked
package dev.tidegate.searchcache;

import org.jspecify.annotations.NullMarked;
