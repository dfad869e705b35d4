/**
 * Live updates. A {@link dev.tidegate.live.Hub} belongs to one event loop; everything here runs
 * there, without locks.
 *
 * <p>A batch from the feed advances each {@link dev.tidegate.live.WatchedDocument}, whose state all
 * of the loop's sessions share. For a session the hub only notes, in a {@link
 * dev.tidegate.live.Watcher}, which fields it has not been told of; the {@link
 * dev.tidegate.live.Outbox} writes them from the shared state when the client can take it. So what
 * waits for a client is a set of fields a document, however long it waits, and what it gets is
 * always of one revision. The way of one change: {@code Feed -> Hub -> WatchedDocument -> Watcher
 * -> Outbox -> Transport}.
 */
@NullMarked
package dev.tidegate.live;

import org.jspecify.annotations.NullMarked;
