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
 * Upgrade of an HTTP connection to the WebSocket of a session. A Vert.x WebSocket would occupy
 * about 12 KB per client: the request, two connection objects, and two queues. It would also
 * encode, write, and flush each message separately.
 */
public final class WebSocketPipeline {
  static final String DECODER = "ws-decoder";

  private final Hub hub;
  private final int maxMessageBytes;
  private final int highWater;

  /**
   * Creates the upgrade for the sessions of one event loop.
   *
   * @param highWater waiting bytes above which a transport is full
   */
  public WebSocketPipeline(Hub hub, int maxMessageBytes, int highWater) {
    this.hub = hub;
    this.maxMessageBytes = maxMessageBytes;
    this.highWater = highWater;
  }

  /** Starts a session. Call on the event loop of the channel while no read is active. */
  public void begin(Channel channel, WebSocketHandshake handshake, ContextInternal context) {
    if (!channel.isActive()) {
      return;
    }
    if (hub.isDraining()) {
      // The gateway started to stop after it received the request.
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
