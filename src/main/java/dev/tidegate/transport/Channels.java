package dev.tidegate.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetSocketAddress;

/** Access to the channel of a connection. */
public final class Channels {
  private Channels() {}

  public static Channel of(HttpConnection connection) {
    return ((ConnectionBase) connection).channel();
  }

  /** Returns the IP address of the client; empty if the channel has none. */
  static String address(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress client
        ? client.getAddress().getHostAddress()
        : "";
  }

  /**
   * Closes a channel without sending waiting data. {@link Channel#close} passes the handlers of
   * Vert.x, which would wait for a client that does not read. On the event loop of the channel.
   */
  public static void closeNow(Channel channel) {
    channel.unsafe().close(channel.unsafe().voidPromise());
  }

  /** Returns the bytes that wait in the channel. On its event loop. */
  static long pendingBytes(Channel channel) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  /** Returns {@link #pendingBytes} without the sent part of the first buffer. */
  public static long unsentBytes(Channel channel) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
  }
}
