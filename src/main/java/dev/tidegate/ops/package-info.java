/** What operators see: health and metrics. Usable on any thread. */
@NullMarked
package dev.tidegate.ops;

import org.jspecify.annotations.NullMarked;
