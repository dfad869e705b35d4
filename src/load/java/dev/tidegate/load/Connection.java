package dev.tidegate.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A TCP connection on a loop. Holds no buffer while nothing is under way. */
abstract class Connection {
  private static final byte[] NOTHING = new byte[0];

  protected final Loop loop;
  private @Nullable SocketChannel channel;
  private @Nullable SelectionKey key;
  private byte[] waiting = NOTHING;
  private int waitingFrom;
  private int waitingTo;
  private boolean flushing;
  private boolean ended;
  private byte @Nullable [] rest;

  Connection(Loop loop) {
    this.loop = loop;
  }

  /**
   * Connects.
   *
   * @param source local address, or {@code null} for one that the system chooses
   */
  final void connect(InetSocketAddress target, @Nullable InetAddress source) {
    try {
      SocketChannel opened = SocketChannel.open();
      channel = opened;
      opened.configureBlocking(false);
      opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
      if (source != null) {
        opened.bind(new InetSocketAddress(source, 0));
      }
      boolean done = opened.connect(target);
      key =
          opened.register(
              loop.selector(), done ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
      if (done) {
        connected();
      }
    } catch (IOException e) {
      end(String.valueOf(e.getMessage()));
    }
  }

  final void finishConnect() throws IOException {
    channel().finishConnect();
    key().interestOps(SelectionKey.OP_READ);
    connected();
  }

  /** Sent with everything else that this turn of the loop gathers. */
  final void send(byte[] data, int length) {
    if (ended) {
      return;
    }
    if (waiting.length - waitingTo < length) {
      int held = waitingTo - waitingFrom;
      byte[] grown = new byte[Math.max(256, Integer.highestOneBit(held + length) * 2)];
      System.arraycopy(waiting, waitingFrom, grown, 0, held);
      waiting = grown;
      waitingFrom = 0;
      waitingTo = held;
    }
    System.arraycopy(data, 0, waiting, waitingTo, length);
    waitingTo += length;
    if (!flushing) {
      flushing = true;
      loop.flushLater(this);
    }
  }

  final void send(byte[] data) {
    send(data, data.length);
  }

  final void flush() {
    flushing = false;
    if (ended || key == null || !channel().isConnected()) {
      return;
    }
    try {
      while (waitingFrom < waitingTo) {
        ByteBuffer out = loop.out();
        out.clear();
        out.put(waiting, waitingFrom, Math.min(out.capacity(), waitingTo - waitingFrom));
        out.flip();
        int n = channel().write(out);
        waitingFrom += n;
        if (out.hasRemaining()) {
          key().interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
          return;
        }
      }
      waitingFrom = 0;
      waitingTo = 0;
      if (waiting.length > 4096 || idleAfterFlush()) {
        waiting = NOTHING;
      }
      if (key().interestOps() != SelectionKey.OP_READ) {
        key().interestOps(SelectionKey.OP_READ);
      }
    } catch (IOException e) {
      end(String.valueOf(e.getMessage()));
    }
  }

  /** Returns whether little will be sent from here on: then the buffer is released. */
  protected boolean idleAfterFlush() {
    return true;
  }

  final void received(byte[] bytes, int end) {
    int consumed = consume(bytes, end);
    if (consumed < end && !ended) {
      rest = Arrays.copyOfRange(bytes, consumed, end);
    }
  }

  final byte @Nullable [] takeRest() {
    byte[] taken = rest;
    rest = null;
    return taken;
  }

  /** Ends at once, without a close frame, and calls {@link #ended}. */
  final void end(String why) {
    if (ended) {
      return;
    }
    ended = true;
    waiting = NOTHING;
    rest = null;
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // it is gone either way
    }
    ended(why);
  }

  final boolean isEnded() {
    return ended;
  }

  final SocketChannel channel() {
    if (channel == null) {
      throw new IllegalStateException("not connected");
    }
    return channel;
  }

  private SelectionKey key() {
    if (key == null) {
      throw new IllegalStateException("not connected");
    }
    return key;
  }

  /** The connection stands. */
  protected abstract void connected();

  /**
   * Takes what is complete of the first {@code end} bytes.
   *
   * @return how many were taken; the others come again, with more behind them
   */
  protected abstract int consume(byte[] bytes, int end);

  /** The connection is gone, however that came about. Once. */
  protected abstract void ended(String why);
}
