package dev.tidegate.exchange;

import dev.tidegate.wire.Problem;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts the open connections of all event loops, in all and by address. For any thread. */
public final class Connections {
  private static final long RETRY_MS = 5_000;
  private static final Problem TOO_MANY =
      Problem.of(
              503,
              "too_many_connections",
              "The gateway has as many connections as it may",
              "try again later, or another gateway")
          .withRetryAfter(RETRY_MS);
  private static final Problem TOO_MANY_OF_ADDRESS =
      Problem.of(
              429,
              "too_many_connections",
              "This address has as many connections as it may",
              "close some of those that are open")
          .withRetryAfter(RETRY_MS);

  private final int max;
  private final int maxPerAddress;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();

  /**
   * @param max 0 for any number
   * @param maxPerAddress 0 for any number
   */
  public Connections(int max, int maxPerAddress) {
    this.max = max;
    this.maxPerAddress = maxPerAddress;
  }

  /**
   * Counts a connection in.
   *
   * @return {@code null} where it was, and is to be released once; otherwise why it may not be
   */
  @Nullable Problem admit(String address) {
    if (open.incrementAndGet() > max && max > 0) {
      open.decrementAndGet();
      return TOO_MANY;
    }
    if (maxPerAddress > 0 && byAddress.merge(address, 1, Integer::sum) > maxPerAddress) {
      release(address);
      return TOO_MANY_OF_ADDRESS;
    }
    return null;
  }

  /** An admitted connection is gone. */
  void release(String address) {
    open.decrementAndGet();
    if (maxPerAddress > 0) {
      byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }
  }
}
