package dev.tidegate.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory of all live sessions of the gateway, and its limits: what waits for slow clients, and
 * the states of watched documents. Each event loop reports its share of the former, and closes the
 * sessions of its slowest clients while the sum is too high. For any thread.
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

  /** Whether no further document may be watched. */
  public boolean isFull() {
    return watched.get() > maxWatched;
  }

  /** Whether watched documents have grown so much that sessions must be closed. */
  public boolean isOverfull() {
    return watched.get() > maxWatched + maxWatched / 4;
  }

  private record Share(long bytes, long largest) {}

  /**
   * An event loop's share.
   *
   * @param largest the bytes of its client for which most waits
   */
  public void tell(Object loop, long bytes, long largest) {
    if (bytes == 0) {
      shares.remove(loop);
    } else {
      shares.put(loop, new Share(bytes, largest));
    }
  }

  /**
   * Whether too much waits, and a client for which so much waits is among the slowest of all loops:
   * no other has more than twice as much. So the sum falls fast though each loop cuts only its own.
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
