/**
 * Relevance of the search, by judgements made before it was tuned: over real English products
 * ({@code relevance/judgements.txt}), and over a shop in many languages ({@code relevance/shop}).
 * {@code scripts/relevance} prints the figures of every query.
 */
@NullMarked
package dev.tidegate.relevance;

import org.jspecify.annotations.NullMarked;
