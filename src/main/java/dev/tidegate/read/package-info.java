/**
 * Reads of documents: the ports to the store, and the near cache in front of them. Results arrive
 * on the context of the caller.
 *
 * <p>The {@link dev.tidegate.read.NearCache} contains documents that were read:
 *
 * <ul>
 *   <li>An entry advances with the feed, change by change. A change that does not follow the cached
 *       state drops it. A gap or a new epoch drops all entries.
 *   <li>A write that this gateway confirms sets a minimum revision. Until the feed reaches it,
 *       reads go to the store.
 *   <li>A load is detached if a change or a write of its document becomes known before it ends. It
 *       serves its earlier callers only, and is not cached.
 *   <li>While the feed is not confirmed, all reads go to the store.
 * </ul>
 */
@NullMarked
package dev.tidegate.read;

import org.jspecify.annotations.NullMarked;
