/**
 * How well the search ranks real products, by judgements made before it was tuned ({@code
 * relevance/judgements.txt}). {@code scripts/relevance} prints the figures of every query.
 */
@NullMarked
package dev.tidegate.relevance;

import org.jspecify.annotations.NullMarked;
