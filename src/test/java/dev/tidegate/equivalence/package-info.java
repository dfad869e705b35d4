/**
 * Comparison of live queries with new searches and with a separate evaluation, over random schemas,
 * documents, queries, and changes. A seed repeats a run's choices: {@code
 * -Dtidegate.equivalence.seed}, and {@code -Dtidegate.equivalence.rounds} for long ones.
 */
@NullMarked
package dev.tidegate.equivalence;

import org.jspecify.annotations.NullMarked;
