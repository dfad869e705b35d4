package dev.tidegate.http;

import dev.tidegate.live.Burst;
import dev.tidegate.live.Session;
import dev.tidegate.live.Transport;
import dev.tidegate.wire.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.VoidChannelPromise;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionEncoder;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;

/**
 * A session's WebSocket. Frames are encoded once for all who get them, so they go to the channel
 * past the library's encoder, which would encode, write and flush each for itself; the library
 * reads, and it closes.
 */
final class WebSocketTransport implements Transport {
  private static final ByteBuf PING =
      Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(new byte[] {(byte) 0x89, 0}));

  private final ServerWebSocket socket;
  private final ChannelHandlerContext encoder;
  private final VoidChannelPromise unobserved;
  private final Burst.Framing framing;
  private boolean reading = true;

  /**
   * @param channel the socket's
   * @param highWater bytes waiting for the client above which it counts as full
   */
  WebSocketTransport(ServerWebSocket socket, Channel channel, int highWater) {
    this.socket = socket;
    this.encoder = channel.pipeline().context("wsencoder");
    this.unobserved = new VoidChannelPromise(channel, false);
    this.framing = isCompressed(channel) ? DeflateFraming.SHARED : WebSocketFraming.PLAIN;
    socket.setWriteQueueMaxSize(highWater);
  }

  /** The library agreed on permessage-deflate if it put its own encoder there. */
  private static boolean isCompressed(Channel channel) {
    return channel.pipeline().toMap().values().stream()
        .anyMatch(WebSocketExtensionEncoder.class::isInstance);
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
    encoder
        .pipeline()
        .addAfter(
            encoder.name(),
            "drained",
            new DrainHandler(
                () -> {
                  resume();
                  session.drained();
                }));
  }

  @Override
  public void send(byte[] message) {
    write(framing.frame(List.of(message)));
  }

  @Override
  public void send(Burst burst) {
    write(burst.framed(framing));
  }

  private void write(byte[] frames) {
    encoder.write(Unpooled.wrappedBuffer(frames), unobserved);
  }

  @Override
  public void flush() {
    encoder.flush();
  }

  @Override
  public boolean isFull() {
    return !encoder.channel().isWritable();
  }

  @Override
  public void ping() {
    encoder.write(PING.duplicate(), unobserved);
  }

  @Override
  public void close(CloseCode code) {
    socket.close(code.code(), code.reason());
  }

  /** A client that does not take its answers is not asked for more questions. */
  private void pauseIfFull() {
    if (reading && isFull()) {
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
