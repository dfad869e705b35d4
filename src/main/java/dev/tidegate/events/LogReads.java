package dev.tidegate.events;

import dev.tidegate.feed.ChangeLog;
import dev.tidegate.feed.LogSlice;
import dev.tidegate.loop.EventLoop;
import dev.tidegate.model.Position;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads of the log for the streams of one event loop: a few at a time, and only for clients that
 * can receive the result. So the memory for the log depends neither on the number of streams nor on
 * the number of changes that they missed.
 */
final class LogReads {
  private static final int AT_ONCE = 2;
  private static final int SLICE_BYTES = 256 << 10;
  private static final long RETRY_MS = 250;

  private final EventLoop loop;
  private final ChangeLog log;
  private final Deque<Reader> waiting = new ArrayDeque<>();
  private int active;

  /** A reader of the log, with one request at a time. */
  interface Reader {

    /** Returns the position after which to read. */
    Position position();

    /** Returns whether the client can receive the result. */
    boolean isWanted();

    /** Notifies that the request was not wanted when its turn came. */
    void dropped();

    /** Receives the requested slice. */
    void read(LogSlice slice);
  }

  /**
   * Creates the reads of an event loop.
   *
   * @param log read without waiting
   */
  LogReads(EventLoop loop, ChangeLog log) {
    this.loop = loop;
    this.log = log;
  }

  /** Reads the next slice when its turn comes, or drops the request if it is not wanted then. */
  void request(Reader reader) {
    waiting.add(reader);
    next();
  }

  private void next() {
    while (active < AT_ONCE && !waiting.isEmpty()) {
      Reader reader = waiting.remove();
      if (reader.isWanted()) {
        read(reader);
      } else {
        reader.dropped();
      }
    }
  }

  private void read(Reader reader) {
    active++;
    log.readAfter(reader.position(), SLICE_BYTES)
        .onComplete(
            slice -> {
              active--;
              try {
                if (slice.succeeded()) {
                  reader.read(slice.result());
                } else {
                  loop.after(RETRY_MS, () -> request(reader));
                }
              } finally {
                next();
              }
            });
  }
}
