package dev.tidegate.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many connections with input for several buffers each, in turns of one event loop. */
class ReadTurnTest {
  private static final int BUFFER = 64 << 10;
  private static final int CONNECTIONS = 400;

  private final List<Runnable> tasks = new ArrayList<>();
  private final ReadTurn turn = new ReadTurn(tasks::add);
  private final ChannelConfig config = new EmbeddedChannel().config();

  private RecvByteBufAllocator.ExtendedHandle connection() {
    var handle =
        (RecvByteBufAllocator.ExtendedHandle)
            turn.bound(new FixedRecvByteBufAllocator(BUFFER).maxMessagesPerRead(16)).newHandle();
    handle.reset(config);
    return handle;
  }

  /** Reads as the loop of a Netty channel does; returns the sizes of the buffers. */
  private static List<Integer> read(RecvByteBufAllocator.ExtendedHandle handle, int available) {
    List<Integer> sizes = new ArrayList<>();
    int left = available;
    do {
      ByteBuf buffer = handle.allocate(UnpooledByteBufAllocator.DEFAULT);
      int read = Math.min(left, buffer.writableBytes());
      sizes.add(buffer.writableBytes());
      handle.attemptedBytesRead(buffer.writableBytes());
      handle.lastBytesRead(read);
      handle.incMessagesRead(1);
      left -= read;
      buffer.release();
    } while (handle.continueReading());
    handle.readComplete();
    return sizes;
  }

  @Test
  void oneConnectionReadsAsManyBuffersAsNettyAllows() {
    assertThat(read(connection(), 2 << 20)).hasSize(16).containsOnly(BUFFER);
  }

  @Test
  void manyConnectionsReadASmallBufferEachBeyondTheBound() {
    long bytes = 0;
    int small = 0;
    for (int i = 0; i < CONNECTIONS; i++) {
      List<Integer> sizes = read(connection(), 2 << 20);
      bytes += sizes.stream().mapToInt(size -> size).sum();
      small += sizes.equals(List.of(ReadTurn.SMALL_BUFFER)) ? 1 : 0;
    }

    assertThat(bytes).isLessThan(ReadTurn.MAX_BYTES + BUFFER + CONNECTIONS * ReadTurn.SMALL_BUFFER);
    assertThat(small).isEqualTo(CONNECTIONS - 2);
  }

  @Test
  void theNextTurnHasTheWholeBoundAgain() {
    for (int i = 0; i < CONNECTIONS; i++) {
      read(connection(), 2 << 20);
    }
    assertThat(tasks).hasSize(1);

    tasks.removeFirst().run();

    assertThat(read(connection(), 2 << 20)).hasSize(16).containsOnly(BUFFER);
    assertThat(tasks).hasSize(1);
  }

  @Test
  void smallRequestsCostNothing() {
    for (int i = 0; i < 100_000; i++) {
      assertThat(read(connection(), 400)).containsExactly(BUFFER);
    }
    assertThat(tasks).isEmpty();
  }
}
