package dev.tidegate.transport;

import dev.tidegate.delivery.Burst;
import dev.tidegate.live.Hub;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns a connection that spoke HTTP into a session's WebSocket. The library's own WebSocket would
 * keep the request, both connections and two queues for each client, some 12 KB, and encode, write
 * and flush each message for itself.
 */
public final class WebSocketPipeline {
  static final String DECODER = "ws-decoder";

  private final Hub hub;
  private final int maxMessageBytes;
  private final int highWater;

  /**
   * Creates a pipeline.
   *
   * @param highWater bytes waiting for a client above which it counts as full
   */
  public WebSocketPipeline(Hub hub, int maxMessageBytes, int highWater) {
    this.hub = hub;
    this.maxMessageBytes = maxMessageBytes;
    this.highWater = highWater;
  }

  /** To be called on the channel's event loop, while nothing of the channel is being read. */
  public void begin(Channel channel, WebSocketHandshake handshake, ContextInternal context) {
    if (!channel.isActive()) {
      return;
    }
    if (hub.isDraining()) {
      // The request came in before the gateway began to stop.
      channel.close();
      return;
    }
    channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(highWater / 2, highWater));
    ChannelPipeline pipeline = channel.pipeline();
    List<ChannelHandler> http = new ArrayList<>(pipeline.toMap().values());
    WebSocketServerExtension deflate = handshake.deflate();
    pipeline.addLast(DECODER, decoder(deflate != null));
    for (ChannelHandler handler : http.reversed()) {
      if (!(handler instanceof SslHandler)) {
        pipeline.remove(handler);
      }
    }
    ChannelHandlerContext decoder = pipeline.context(DECODER);
    decoder.write(Unpooled.wrappedBuffer(handshake.response()));
    Burst.Framing framing = deflate == null ? WebSocketFraming.PLAIN : DeflateFraming.SHARED;
    WebSocketTransport transport = new WebSocketTransport(decoder, framing);
    MessageAssembly assembly = new MessageAssembly(maxMessageBytes, inflater(deflate));
    context.dispatch(
        transport,
        made ->
            pipeline.addLast(
                new WebSocketReceiver(
                    context, made, hub.open(UUID.randomUUID().toString(), made), assembly)));
  }

  private @Nullable MessageInflater inflater(@Nullable WebSocketServerExtension deflate) {
    return deflate == null
        ? null
        : new MessageInflater(maxMessageBytes, DeflateOffer.clientTakesOver(deflate));
  }

  private WebSocket13FrameDecoder decoder(boolean extended) {
    return new WebSocket13FrameDecoder(
        WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(maxMessageBytes)
            .expectMaskedFrames(true)
            .allowMaskMismatch(false)
            .allowExtensions(extended)
            .closeOnProtocolViolation(false)
            .build());
  }
}
