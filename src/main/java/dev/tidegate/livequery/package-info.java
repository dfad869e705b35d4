/**
 * Live queries: searches whose members are maintained as documents change. Everything here runs on
 * one context, apart from the event loops that serve clients; {@link
 * dev.tidegate.livequery.LiveQueries} is the entry point and accepts calls from any thread.
 *
 * <p>A batch of the feed names the documents that changed. Each is read in its current state and
 * matched, as a {@link dev.tidegate.match.Candidate}, against the {@link
 * dev.tidegate.livequery.LiveQuery} objects that it may concern: those that contain it in their
 * window, and those that {@link dev.tidegate.livequery.CollectionQueries} finds by its values and
 * words. Changes of a {@link dev.tidegate.livequery.Window} are published to the {@link
 * dev.tidegate.livequery.MembershipListener}s.
 *
 * <p>A window contains the top of a query's order. It starts with the result of a search, and a
 * {@link dev.tidegate.livequery.Resync} refills it when it becomes too short. A resync trusts the
 * index only after {@link dev.tidegate.livequery.Visibility} reports that it contains every change
 * from before the query was attached.
 */
@NullMarked
package dev.tidegate.livequery;

import org.jspecify.annotations.NullMarked;
