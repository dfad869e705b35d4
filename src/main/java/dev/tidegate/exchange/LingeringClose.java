package dev.tidegate.exchange;

import dev.tidegate.transport.Channels;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.TimeUnit;

/**
 * The end of a connection whose client may still be sending. Were it closed at once, what is under
 * way would be met with a reset, and the client might never see its answer. So this side says that
 * it has no more, and throws away what comes until the client is through, or for a while.
 */
public final class LingeringClose {
  private static final long PATIENCE_S = 5;

  private LingeringClose() {}

  /** Ends the connection of a request whose answer has been written. */
  public static void close(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      // Its other streams are to be answered.
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
