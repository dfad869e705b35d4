/**
 * Transports of live sessions: WebSocket (RFC 6455, with permessage-deflate of RFC 7692) and
 * Server-Sent Events.
 *
 * <p>A {@link dev.tidegate.transport.WebSocketPipeline} replaces the HTTP handlers of a channel
 * after the handshake. A receiver passes messages to the session; a {@link
 * dev.tidegate.transport.WebSocketTransport} writes frames that are encoded once for all clients. A
 * stream of Server-Sent Events stays an HTTP response that does not end ({@link
 * dev.tidegate.transport.EventStreamTransport}). Everything runs on the event loop of the
 * connection.
 */
@NullMarked
package dev.tidegate.transport;

import org.jspecify.annotations.NullMarked;
