package dev.tidegate.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The bytes that wait for all slow clients of the gateway together, and their bound. Each event
 * loop tells its share, and cuts its slowest clients while the sum is too high. For any thread.
 */
public final class OutboxMemory {
  private final long limit;
  private final Map<Object, Share> shares = new ConcurrentHashMap<>();

  /**
   * @param limit in bytes
   */
  public OutboxMemory(long limit) {
    this.limit = limit;
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
    return sum > limit && bytes >= largest / 2;
  }
}
