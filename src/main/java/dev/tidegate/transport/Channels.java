package dev.tidegate.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetSocketAddress;

/** The channel beneath a connection, which the library shows only inside. */
public final class Channels {
  private Channels() {}

  public static Channel of(HttpConnection connection) {
    return ((ConnectionBase) connection).channel();
  }

  /** The client's IP address; empty where the channel has none. */
  static String address(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress client
        ? client.getAddress().getHostAddress()
        : "";
  }

  /**
   * Closes a channel, whatever waits to be sent. {@link Channel#close} passes the handlers of the
   * library, which would wait for a client that does not read. On its event loop.
   */
  public static void closeNow(Channel channel) {
    channel.unsafe().close(channel.unsafe().voidPromise());
  }

  /** Bytes given to the channel and not yet to the operating system. On its event loop. */
  static long pendingBytes(Channel channel) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  /** Like {@link #pendingBytes}, without what was sent of the first of them. */
  public static long unsentBytes(Channel channel) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
  }
}
