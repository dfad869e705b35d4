/**
 * The replay of order lines: its parts by themselves, and all of it against a running gateway,
 * where {@link dev.tidegate.replay.ExpectedState} says by other means what has to come out.
 */
@NullMarked
package dev.tidegate.replay;

import org.jspecify.annotations.NullMarked;
