/**
 * Everything about an HTTP request and its response that does not depend on the resource.
 *
 * <ol>
 *   <li>{@code AdmissionHandler}: limits of connections, and draining; {@code OpenChannels} closes
 *       what is left.
 *   <li>{@code RequestGuard}: malformed requests, CORS.
 *   <li>{@code GuardedTransport}, {@code Connections}, {@code ConnectionGuard}: every accepted
 *       connection is counted and timed before it has sent anything.
 *   <li>{@code PathParams}, {@code ReadParameters}, {@code BodyReader}, {@code ETags}: input.
 *   <li>{@code Responses} and {@code Problems}: output. Every failure becomes a problem there.
 * </ol>
 *
 * <p>Bodies, and documents of unread responses, take their bytes from a {@code ByteBudget} that all
 * event loops share. {@code PacedResponse} writes as the client reads. {@code Turns} cuts long work
 * into pieces.
 *
 * <p>Everything runs on the event loop of the connection; counters are shared by all loops.
 */
@NullMarked
package dev.tidegate.exchange;

import org.jspecify.annotations.NullMarked;
