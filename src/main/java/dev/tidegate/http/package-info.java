/**
 * The public edge. {@link dev.tidegate.http.HttpVerticle} listens on one event loop; the {@link
 * dev.tidegate.exchange.Entrance} answers what is malformed; {@link dev.tidegate.http.Routes} sends
 * each request to the small handler of its resource, which parses it, calls a port and answers.
 * Every failure becomes a problem in {@link dev.tidegate.exchange.Failures}. A WebSocket leaves
 * HTTP with its handshake: {@link dev.tidegate.transport.WebSocketPipeline} hands its channel to a
 * receiver and a transport of its own; Server-Sent Events stay an answer that does not end. All on
 * the connection's event loop.
 */
@NullMarked
package dev.tidegate.http;

import org.jspecify.annotations.NullMarked;
