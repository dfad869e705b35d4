/**
 * HTTP requests and responses, as far as they do not depend on the resource.
 *
 * <ol>
 *   <li>{@code AdmissionHandler}: limits of connections, and draining. {@code OpenChannels} closes
 *       the remaining connections.
 *   <li>{@code RequestGuard}: malformed requests, CORS.
 *   <li>{@code GuardedTransport}, {@code Connections}, {@code ConnectionGuard}: counters and
 *       time-outs of accepted connections, including those that have sent nothing.
 *   <li>{@code PathParams}, {@code ReadParameters}, {@code BodyReader}, {@code ETags}: input.
 *   <li>{@code Responses} and {@code Problems}: output. They translate every failure to a problem.
 * </ol>
 *
 * <p>Bodies and the documents of unread responses occupy a {@code ByteBudget} that all event loops
 * share. {@code PacedResponse} writes as fast as the client reads. {@code Turns} alternates between
 * long work and the sockets.
 *
 * <p>Everything runs on the event loop of the connection; counters are shared by all loops.
 */
@NullMarked
package dev.tidegate.exchange;

import org.jspecify.annotations.NullMarked;
