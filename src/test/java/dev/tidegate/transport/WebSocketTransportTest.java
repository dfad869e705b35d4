package dev.tidegate.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WebSocketTransportTest {
  /** A peer that never reads: no write completes. */
  private static final class Unread extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext channel, Object message, ChannelPromise promise) {
      ReferenceCountUtil.release(message);
    }
  }

  @Test
  void theClosingHandshakeOfAClientThatReadsNothingEnds() {
    EmbeddedChannel channel = new EmbeddedChannel(new Unread(), new ChannelInboundHandlerAdapter());
    WebSocketTransport transport =
        new WebSocketTransport(channel.pipeline().lastContext(), WebSocketFraming.PLAIN);
    transport.answerClose(Unpooled.EMPTY_BUFFER);
    assertThat(transport.isClosing()).isTrue();
    assertThat(channel.isOpen()).isTrue();
    channel.advanceTimeBy(11, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isFalse();
  }
}
