package dev.tidegate.http;

import dev.tidegate.live.Session;
import dev.tidegate.live.Transport;
import dev.tidegate.wire.CloseCode;
import io.netty.buffer.Unpooled;
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
  private boolean reading = true;

  WebSocketTransport(ServerWebSocket socket, int highWater) {
    this.socket = socket;
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
          resume();
          session.drained();
        });
  }

  @Override
  public void send(byte[] message) {
    socket.writeFrame(
        new WebSocketFrameImpl(WebSocketFrameType.TEXT, Unpooled.wrappedBuffer(message), true));
  }

  @Override
  public boolean isFull() {
    return socket.writeQueueFull();
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
