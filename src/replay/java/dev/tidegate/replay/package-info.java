/**
 * The replay of a shop's order lines against a running gateway, as a client of its REST interface.
 *
 * <p>A {@link dev.tidegate.replay.FileSurvey} goes over the file once for the products' names. Then
 * {@link dev.tidegate.replay.ReplayRun} reads it again: the main thread takes line after line from
 * a {@link dev.tidegate.replay.LineReader}, has it parsed, waits until it is due by the {@link
 * dev.tidegate.replay.ReplaySchedule} and until the {@link dev.tidegate.replay.InFlightLimit} has
 * room, and hands it to the {@link dev.tidegate.replay.ReplayedProducts}. From there on everything
 * runs on one thread: a {@link dev.tidegate.replay.Lane} per product takes its lines one by one,
 * turns each into writes by a {@link dev.tidegate.replay.LinePlan}, and reports to the {@link
 * dev.tidegate.replay.Tally}. The writes of all products share one {@link
 * dev.tidegate.client.BulkStream}.
 */
@NullMarked
package dev.tidegate.replay;

import org.jspecify.annotations.NullMarked;
