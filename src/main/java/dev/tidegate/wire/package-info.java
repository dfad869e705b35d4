/**
 * The outside's words as values: problems, messages of clients and of the gateway, close codes, and
 * how they are written as JSON. Usable on any thread.
 */
@NullMarked
package dev.tidegate.wire;

import org.jspecify.annotations.NullMarked;
