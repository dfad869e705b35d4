/**
 * Live queries: searches whose members are kept as documents change. Everything here runs on one
 * context, apart from the event loops that serve clients; {@link
 * dev.tidegate.livequery.LiveQueries} is the way in, from any thread.
 *
 * <p>A batch from the feed names documents that changed. Each is read as it is now and held, as a
 * {@link dev.tidegate.match.Candidate}, against the {@link dev.tidegate.livequery.StandingQuery}
 * objects that it may concern: those that have it in their window, and those that {@link
 * dev.tidegate.livequery.CollectionQueries} finds by its values and words. What changes in a {@link
 * dev.tidegate.livequery.Window} is published to the {@link
 * dev.tidegate.livequery.MembershipListener}s.
 *
 * <p>A window holds the top of a query's order. It begins with what the index finds, and is filled
 * from there anew when it has shrunk, by a {@link dev.tidegate.livequery.Resync}, which does not
 * believe the index before {@link dev.tidegate.livequery.Visibility} says that it has every change
 * from before the query listened.
 *
 * <p>{@link dev.tidegate.search.FreshMatches} holds documents against searches in the same way, on
 * whichever thread searches.
 */
@NullMarked
package dev.tidegate.livequery;

import org.jspecify.annotations.NullMarked;
