/**
 * Reading documents: the port that the stores implement and the request path calls. Results arrive
 * on the caller's context.
 *
 * <p>In front of the store stands the {@link dev.tidegate.read.NearCache}. What was read is kept
 * there and advances with the feed, change by change. A change that does not follow on what is held
 * drops it; a gap or another epoch drops everything. A load under way while a change or a write of
 * its document becomes known is detached: it answers who asked before, but is neither joined nor
 * kept. A write answered here marks the older state held, so that the store is asked until the feed
 * has caught up. While the feed is not confirmed, everything is read from the store.
 */
@NullMarked
package dev.tidegate.read;

import org.jspecify.annotations.NullMarked;
