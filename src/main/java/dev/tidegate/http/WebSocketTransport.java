package dev.tidegate.http;

import dev.tidegate.live.Session;
import dev.tidegate.live.Transport;
import dev.tidegate.wire.CloseCode;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.ws.WebSocketFrameImpl;

/**
 * A session's WebSocket. The frames go out without being copied or encoded for each recipient, for
 * which the library has only an internal class.
 */
final class WebSocketTransport implements Transport {
  private static final Buffer NOTHING = Buffer.buffer();

  private final ServerWebSocket socket;
  private final Channel channel;
  private boolean reading = true;

  /** Bytes sent since the channel takes no more, which the library holds back from it. */
  private long heldBack;

  WebSocketTransport(ServerWebSocket socket, Channel channel, int highWater) {
    this.socket = socket;
    this.channel = channel;
    socket.setWriteQueueMaxSize(highWater);
  }

  void serve(Session session) {
    socket.textMessageHandler(
        text -> {
          session.receive(text);
          pauseIfFull();
        });
    socket.binaryMessageHandler(binary -> session.close(CloseCode.BAD_MESSAGE));
    socket.pongHandler(pong -> session.heard());
    socket.exceptionHandler(
        failure -> {
          // What the library throws for a message of many frames that grows beyond the bound.
          if (failure instanceof IllegalStateException) {
            session.close(CloseCode.TOO_LARGE);
          }
        });
    socket.closeHandler(nothing -> session.closed());
    socket.drainHandler(
        nothing -> {
          heldBack = 0;
          resume();
          session.drained();
        });
  }

  @Override
  public void send(byte[] message) {
    if (socket.writeQueueFull()) {
      heldBack += message.length;
    }
    socket.writeFrame(
        new WebSocketFrameImpl(WebSocketFrameType.TEXT, Unpooled.wrappedBuffer(message), true));
  }

  @Override
  public boolean isFull() {
    return socket.writeQueueFull();
  }

  @Override
  public long unwrittenBytes() {
    return Channels.pendingBytes(channel) + heldBack;
  }

  @Override
  public void ping() {
    socket.writePing(NOTHING);
  }

  @Override
  public void close(CloseCode code) {
    socket.close(code.code(), code.reason());
  }

  /** A client that does not take its answers is not asked for more questions. */
  private void pauseIfFull() {
    if (reading && socket.writeQueueFull()) {
      reading = false;
      socket.pause();
    }
  }

  private void resume() {
    if (!reading) {
      reading = true;
      socket.resume();
    }
  }
}
