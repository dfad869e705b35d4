/**
 * Evaluation of a query against one document in memory.
 *
 * <p>{@link dev.tidegate.match.Matcher} decides whether a {@link dev.tidegate.match.Candidate}
 * matches, with the meaning that the search has in the index. {@link dev.tidegate.match.Ordering}
 * computes its {@link dev.tidegate.match.Place} in the order of the query. A candidate decodes each
 * value and divides each text at most once, however many queries look at it; {@link
 * dev.tidegate.match.KnownWords} caches the words of documents between changes.
 *
 * <p>Live queries and searches after a write use this package. Candidates and caches are confined
 * to one thread.
 */
@NullMarked
package dev.tidegate.match;

import org.jspecify.annotations.NullMarked;
