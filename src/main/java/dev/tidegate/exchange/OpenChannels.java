package dev.tidegate.exchange;

import dev.tidegate.transport.Channels;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Open connections of one event loop, to close them when it stops. The library would wait for a
 * client that does not read.
 */
final class OpenChannels {
  /** Time for a client to read the responses that were sent. */
  private static final long PATIENCE_MS = 500;

  private final Vertx vertx;
  private final Set<Channel> channels = new HashSet<>();

  OpenChannels(Vertx vertx) {
    this.vertx = vertx;
  }

  void add(Channel channel) {
    channels.add(channel);
  }

  void remove(Channel channel) {
    channels.remove(channel);
  }

  /** Closes each connection after its last response, at the latest after a short time. */
  Future<Void> closeAll() {
    List<Channel> open = List.copyOf(channels);
    if (open.isEmpty()) {
      return Future.succeededFuture();
    }
    long timer = vertx.setTimer(PATIENCE_MS, id -> open.forEach(Channels::closeNow));
    return Future.join(open.stream().map(OpenChannels::close).toList())
        .<Void>mapEmpty()
        .onComplete(closed -> vertx.cancelTimer(timer));
  }

  private static Future<Void> close(Channel channel) {
    Promise<Void> closed = Promise.promise();
    channel.closeFuture().addListener(end -> closed.complete());
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    return closed.future();
  }
}
