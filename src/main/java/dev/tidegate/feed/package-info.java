/**
 * The log of changes, followed. The {@link dev.tidegate.feed.Feed} reads what every shard's log
 * holds after its position, proves that nothing is missing between one entry and the next, and
 * hands immutable batches to its listeners, all on its own context. Where something is missing, or
 * the store is not the one it was, it says so instead of going on: the listeners read again.
 */
@NullMarked
package dev.tidegate.feed;

import org.jspecify.annotations.NullMarked;
