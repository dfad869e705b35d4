package dev.tidegate.live;

import dev.tidegate.feed.ChangeLog;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads the log for the streams of one event loop that catch up: a few at a time, and only for
 * clients that take what was read before. So neither the number of streams nor the size of what
 * they have missed decides how much of the log is in memory.
 */
final class LogReads {
  private static final int AT_ONCE = 2;
  private static final int SLICE_BYTES = 256 << 10;

  private final ChangeLog log;
  private final Deque<CatchUp> waiting = new ArrayDeque<>();
  private int underWay;

  /**
   * @param log read without waiting
   */
  LogReads(ChangeLog log) {
    this.log = log;
  }

  /** Reads the next slice when its turn comes, or drops the request if it is not wanted then. */
  void request(CatchUp reader) {
    waiting.add(reader);
    next();
  }

  private void next() {
    while (underWay < AT_ONCE && !waiting.isEmpty()) {
      CatchUp reader = waiting.remove();
      if (!reader.isWanted()) {
        reader.dropped();
        continue;
      }
      underWay++;
      log.readAfter(reader.position(), SLICE_BYTES)
          .onComplete(
              slice -> {
                underWay--;
                try {
                  reader.read(slice);
                } finally {
                  next();
                }
              });
    }
  }
}
