/**
 * How text becomes words. Everything that knows Lucene lives here and implements {@code search}'s
 * {@link dev.tidegate.text.TextAnalyzer}.
 *
 * <p>The index is given words, not text, and a query asks it for words: whatever Elasticsearch it
 * is, the index, the query and the matching of live queries divide text in the same way. Usable on
 * any thread.
 */
@NullMarked
package dev.tidegate.text;

import org.jspecify.annotations.NullMarked;
