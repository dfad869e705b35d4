package dev.tidegate.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import java.util.concurrent.Executor;

/**
 * Bounds the bytes that the connections of one event loop read in one turn of the loop. Otherwise,
 * hundreds of connections that send large bodies make one turn last for hundreds of milliseconds.
 *
 * <p>Within the bound, a connection reads as many buffers as Netty allows. Beyond it, each further
 * connection reads one small buffer in this turn. Small requests cost nothing: only reads that fill
 * their buffer count. Confined to its event loop.
 */
final class ReadTurn {
  /** Large enough for a group of bulk bodies, and copied in about a millisecond. */
  static final int MAX_BYTES = 2 << 20;

  /** The size of a buffer once the turn has read its bytes. */
  static final int SMALL_BUFFER = 16 << 10;

  private final Executor loop;
  private int bytes;

  /**
   * Creates the first turn.
   *
   * @param loop runs tasks after the reads of the current turn
   */
  ReadTurn(Executor loop) {
    this.loop = loop;
  }

  /** Returns an allocator for one connection that keeps to the bound. */
  RecvByteBufAllocator bound(RecvByteBufAllocator allocator) {
    // Every allocator of Netty makes extended handles.
    return () -> new BoundHandle((RecvByteBufAllocator.ExtendedHandle) allocator.newHandle());
  }

  private boolean isOver() {
    return bytes >= MAX_BYTES;
  }

  private void add(int read) {
    if (bytes == 0) {
      loop.execute(() -> bytes = 0);
    }
    bytes += read;
  }

  private final class BoundHandle extends RecvByteBufAllocator.DelegatingHandle
      implements RecvByteBufAllocator.ExtendedHandle {
    private final RecvByteBufAllocator.ExtendedHandle handle;

    BoundHandle(RecvByteBufAllocator.ExtendedHandle handle) {
      super(handle);
      this.handle = handle;
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
      return isOver()
          ? allocator.ioBuffer(Math.min(guess(), SMALL_BUFFER))
          : super.allocate(allocator);
    }

    @Override
    public void lastBytesRead(int bytes) {
      super.lastBytesRead(bytes);
      if (bytes > 0 && bytes == attemptedBytesRead()) {
        add(bytes);
      }
    }

    @Override
    public boolean continueReading() {
      return handle.continueReading() && !isOver();
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier maybeMoreData) {
      return handle.continueReading(maybeMoreData) && !isOver();
    }
  }
}
