package dev.tidegate.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Tells when a channel that was full takes more. */
final class DrainHandler extends ChannelInboundHandlerAdapter {
  private final Runnable drained;

  DrainHandler(Runnable drained) {
    this.drained = drained;
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    context.fireChannelWritabilityChanged();
    if (context.channel().isWritable()) {
      drained.run();
    }
  }
}
