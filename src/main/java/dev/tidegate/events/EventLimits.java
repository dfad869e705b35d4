package dev.tidegate.events;

/**
 * Limits of the events that wait on one event loop: the queue of each stream, and all events that
 * wait until their stream has read the log.
 */
final class EventLimits {
  /** Maximum size in bytes of the events that wait for all streams that read the log. */
  private static final long MAX_KEPT = 32 << 20;

  private final long maxQueue;
  private long kept;

  /**
   * Creates the limits.
   *
   * @param maxQueue bytes that may wait for one client
   */
  EventLimits(long maxQueue) {
    this.maxQueue = maxQueue;
  }

  boolean isOver(long queueBytes) {
    return queueBytes > maxQueue;
  }

  /**
   * Reserves memory for events that wait for a stream.
   *
   * @param queueBytes bytes that wait for the stream already
   * @return whether there is room; if so, {@link #release} returns it
   */
  boolean reserve(long queueBytes, long bytes) {
    if (isOver(queueBytes + bytes) || kept + bytes > MAX_KEPT) {
      return false;
    }
    kept += bytes;
    return true;
  }

  void release(long bytes) {
    kept -= bytes;
  }
}
