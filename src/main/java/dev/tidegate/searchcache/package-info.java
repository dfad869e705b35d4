/**
 * What the index answered shortly before, and what it is being asked now.
 *
 * <p>Searches go through {@code CachedSearch}, one an event loop, to what all loops share in {@code
 * ResultCache}: a question that is under way is not asked again, and an answer is given again while
 * nothing heard from the feed can have altered it. The index trails the feed, so that a change
 * heard now will alter answers later: {@code ChangeLedger} knows of each field when it last
 * changed, and learns from the indexer's queues when the index had that change; only what was asked
 * a refresh after that is kept for longer than the fraction of a refresh for which any answer is.
 *
 * <p>The state of the queues also tells {@code search.RecentWrites} which writes the index has.
 *
 * <p>Answers are ids, places in the order, totals and facets. Documents are read for each request.
 */
@NullMarked
package dev.tidegate.searchcache;

import org.jspecify.annotations.NullMarked;
