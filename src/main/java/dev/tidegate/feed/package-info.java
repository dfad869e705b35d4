/**
 * Reader of the log of changes. The {@link dev.tidegate.feed.Feed} reads the entries of every shard
 * after its position, proves that none is missing in between, and passes immutable batches to its
 * listeners, all on its own context. If entries are missing, or the store was replaced, it notifies
 * the listeners, which read again.
 */
@NullMarked
package dev.tidegate.feed;

import org.jspecify.annotations.NullMarked;
