package dev.tidegate.transport;

import dev.tidegate.delivery.Burst;
import dev.tidegate.delivery.Transport;
import dev.tidegate.wire.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.VoidChannelPromise;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Transport to one WebSocket. Frames are encoded once for all recipients. They enter the channel
 * unchanged, and wait there for the flush of the turn.
 */
final class WebSocketTransport implements Transport {
  private static final byte PING = (byte) 0x89;
  private static final byte PONG = (byte) 0x8A;
  private static final byte CLOSE = (byte) 0x88;
  private static final ByteBuf PING_FRAME =
      Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(new byte[] {PING, 0}));

  /** Time limit of the closing handshake for the client. */
  private static final int CLOSING_SECONDS = 10;

  private final ChannelHandlerContext decoder;
  private final VoidChannelPromise unobserved;
  private final Burst.Framing framing;
  private boolean closing;

  /**
   * Creates the transport of a connection.
   *
   * @param decoder context of the decoder: data written from here passes no WebSocket handler
   */
  WebSocketTransport(ChannelHandlerContext decoder, Burst.Framing framing) {
    this.decoder = decoder;
    this.unobserved = new VoidChannelPromise(decoder.channel(), false);
    this.framing = framing;
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
    decoder.write(Unpooled.wrappedBuffer(frames), unobserved);
  }

  @Override
  public void flush() {
    decoder.flush();
  }

  @Override
  public boolean isFull() {
    return !decoder.channel().isWritable();
  }

  @Override
  public long unwrittenBytes() {
    return Channels.pendingBytes(decoder.channel());
  }

  @Override
  public void ping() {
    decoder.write(PING_FRAME.duplicate(), unobserved);
  }

  void pong(ByteBuf payload) {
    write(control(PONG, payload));
    flush();
  }

  boolean isClosing() {
    return closing;
  }

  @Override
  public String address() {
    return Channels.address(decoder.channel());
  }

  /** Sends a close frame, and waits a limited time for that of the client. */
  @Override
  public void close(CloseCode code) {
    if (!closing) {
      closing = true;
      byte[] reason = code.reason().getBytes(StandardCharsets.US_ASCII);
      ByteBuf payload =
          Unpooled.buffer(2 + reason.length).writeShort(code.code()).writeBytes(reason);
      write(control(CLOSE, payload));
      flush();
      decoder.channel().config().setAutoRead(true);
      closeLater();
    }
  }

  /** Closes the connection if the client does not read or answer the close frame in time. */
  private void closeLater() {
    Channel channel = decoder.channel();
    channel.eventLoop().schedule(() -> channel.close(), CLOSING_SECONDS, TimeUnit.SECONDS);
  }

  /** Answers the close frame of the client with its own payload, and closes the connection. */
  void answerClose(ByteBuf reason) {
    closing = true;
    decoder
        .writeAndFlush(Unpooled.wrappedBuffer(control(CLOSE, reason)))
        .addListener(ChannelFutureListener.CLOSE);
    if (decoder.channel().isActive()) {
      closeLater();
    }
  }

  private static byte[] control(byte opcode, ByteBuf payload) {
    byte[] frame = new byte[2 + payload.readableBytes()];
    frame[0] = opcode;
    frame[1] = (byte) payload.readableBytes();
    payload.getBytes(payload.readerIndex(), frame, 2, payload.readableBytes());
    return frame;
  }
}
