/**
 * Words: how text is divided, compared, completed, and highlighted.
 *
 * <p>{@link dev.tidegate.text.TextAnalyzer} divides text into words; {@link
 * dev.tidegate.text.IcuTextAnalyzer} implements it with ICU and Lucene. {@link
 * dev.tidegate.text.CollationKeys} has the order of sorted text. {@link
 * dev.tidegate.text.TextQuery} is the parsed text of a query, and {@link
 * dev.tidegate.text.WantedWord} states what a document needs to match one of its words.
 *
 * <p>Work on texts is bounded: {@link dev.tidegate.text.SearchedText} is the part of a field that
 * is divided for the index, for matching, and for {@link dev.tidegate.text.Highlighting}, which
 * works in steps.
 *
 * <p>The index receives words, not text, and a query asks it for words. So the index, the search,
 * and live queries divide text in the same way with any Elasticsearch. Every class is safe for use
 * on any thread unless stated otherwise.
 */
@NullMarked
package dev.tidegate.text;

import org.jspecify.annotations.NullMarked;
