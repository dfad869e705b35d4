/** Health and metrics for operators. For any thread. */
@NullMarked
package dev.tidegate.ops;

import org.jspecify.annotations.NullMarked;
