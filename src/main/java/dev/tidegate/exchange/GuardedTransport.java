package dev.tidegate.exchange;

import dev.tidegate.wire.Problem;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.transport.Transport;
import java.net.InetSocketAddress;

/**
 * NIO transport that adds a guard to each accepted connection. The library reports a connection
 * only after it has sent something. Only the transport sees it earlier.
 */
public final class GuardedTransport implements Transport {
  private final Connections connections;

  public GuardedTransport(Connections connections) {
    this.connections = connections;
  }

  @Override
  public String name() {
    return "guarded nio";
  }

  @Override
  public boolean available() {
    return true;
  }

  @Override
  @SuppressWarnings("NullAway") // the library wants null for "none"
  public Throwable unavailabilityCause() {
    return null;
  }

  @Override
  public io.vertx.core.spi.transport.Transport implementation() {
    return new NioTransport() {
      @Override
      public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        ChannelFactory<? extends ServerChannel> plain = super.serverChannelFactory(domainSocket);
        return () -> {
          ServerChannel server = plain.newChannel();
          server.pipeline().addFirst(new Acceptor());
          return server;
        };
      }
    };
  }

  /** Sees each accepted connection before it is registered with its event loop. */
  private final class Acceptor extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof Channel accepted && !guard(accepted)) {
        accepted.unsafe().closeForcibly();
        return;
      }
      context.fireChannelRead(message);
    }
  }

  private boolean guard(Channel accepted) {
    String address = address(accepted);
    Problem refusal = connections.admit(address);
    if (refusal == null) {
      accepted.closeFuture().addListener(closed -> connections.release(address));
    } else if (connections.refuse()) {
      accepted.closeFuture().addListener(closed -> connections.refusalEnded());
    } else {
      return false;
    }
    // One piece each time the sockets are looked at: a client that sends much must not keep the
    // event loop from the others.
    accepted
        .config()
        .setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator().maxMessagesPerRead(1));
    accepted.pipeline().addFirst(new ConnectionGuard(connections, System::nanoTime, refusal));
    return true;
  }

  private static String address(Channel accepted) {
    return accepted.remoteAddress() instanceof InetSocketAddress remote
        ? remote.getAddress().getHostAddress()
        : "";
  }
}
