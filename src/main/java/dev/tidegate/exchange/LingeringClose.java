package dev.tidegate.exchange;

import dev.tidegate.transport.Channels;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.TimeUnit;

/**
 * End of a connection whose client may still be sending. An immediate close would cause a reset,
 * and the client could lose the response. Instead, the gateway closes its output, and discards the
 * input until the client has finished or a time-out has expired.
 */
public final class LingeringClose {
  private static final long PATIENCE_S = 5;

  private LingeringClose() {}

  /** Ends the connection of a request whose response has been written. */
  public static void close(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      // The other streams must get their responses.
      request.connection().shutdown();
      return;
    }
    Channel channel = Channels.of(request.connection());
    if (request.isEnded() || !(channel instanceof DuplexChannel duplex) || !channel.isActive()) {
      request.connection().close();
      return;
    }
    request.handler(rest -> {});
    request.endHandler(nothing -> request.connection().close());
    request.resume();
    duplex.shutdownOutput();
    ScheduledFuture<?> patience =
        channel.eventLoop().schedule(() -> channel.close(), PATIENCE_S, TimeUnit.SECONDS);
    channel.closeFuture().addListener(closed -> patience.cancel(false));
  }
}
