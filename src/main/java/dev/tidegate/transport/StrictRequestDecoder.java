package dev.tidegate.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;

/**
 * Rejects a request with both {@code Content-Length} and {@code Transfer-Encoding}. The library
 * ignores the length and keeps the connection; a proxy in front may have used the length, and would
 * then take a part of the body for the next request (request smuggling, RFC 9112 section 6.3).
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
