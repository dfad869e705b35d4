package dev.tidegate.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory account of all live sessions of the gateway, with two limits: bytes that wait for slow
 * clients, and states of watched documents. Each event loop reports its waiting bytes, and closes
 * its slowest sessions while the sum is too high. For any thread.
 */
public final class LiveMemory {
  private final long maxWaiting;
  private final long maxWatched;
  private final Map<Object, Share> shares = new ConcurrentHashMap<>();
  private final AtomicLong watched = new AtomicLong();

  /**
   * Creates an account.
   *
   * @param maxWaiting bytes that may wait for all clients together
   * @param maxWatched bytes that the states of watched documents may have
   */
  public LiveMemory(long maxWaiting, long maxWatched) {
    this.maxWaiting = maxWaiting;
    this.maxWatched = maxWatched;
  }

  /** Adds to the bytes of the states of watched documents, or subtracts from them. */
  public void watched(long difference) {
    if (difference != 0) {
      watched.addAndGet(difference);
    }
  }

  /** Returns whether no further document may be watched. */
  public boolean isFull() {
    return watched.get() > maxWatched;
  }

  /** Returns whether watched documents have grown so much that sessions must be closed. */
  public boolean isOverfull() {
    return watched.get() > maxWatched + maxWatched / 4;
  }

  private record Share(long bytes, long largest) {}

  /**
   * Replaces the waiting bytes of an event loop.
   *
   * @param largest bytes of the slowest client of the loop
   */
  public void report(Object loop, long bytes, long largest) {
    if (bytes == 0) {
      shares.remove(loop);
    } else {
      shares.put(loop, new Share(bytes, largest));
    }
  }

  /**
   * Returns whether a client with so many waiting bytes must be disconnected: too much waits, and
   * no client of any loop has more than twice as much. So the sum falls fast, although each loop
   * disconnects only its own clients.
   */
  public boolean mustCut(long bytes) {
    long sum = 0;
    long largest = 0;
    for (Share share : shares.values()) {
      sum += share.bytes();
      largest = Math.max(largest, share.largest());
    }
    return sum > maxWaiting && bytes >= largest / 2;
  }
}
