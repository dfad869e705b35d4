package dev.tidegate.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;

/**
 * HTTP decoder that rejects a request with both {@code Content-Length} and {@code
 * Transfer-Encoding}. Netty ignores the length and keeps the connection open. A proxy that uses the
 * length would parse part of the body as the next request (request smuggling, RFC 9112, 6.3).
 */
public final class StrictRequestDecoder extends VertxHttpRequestDecoder {
  private static final String NAME = "httpDecoder";

  private StrictRequestDecoder(Http1ServerConfig limits) {
    super(limits);
  }

  /** Replaces the decoder of a connection that has received nothing yet. */
  public static void install(Channel channel, Http1ServerConfig limits) {
    ChannelHandler lenient = channel.pipeline().get(NAME);
    if (lenient != null) {
      channel.pipeline().replace(lenient, NAME, new StrictRequestDecoder(limits));
    }
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("Content-Length and Transfer-Encoding exclude each other");
  }
}
