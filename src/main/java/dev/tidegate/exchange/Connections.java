package dev.tidegate.exchange;

import dev.tidegate.model.ErrorCode;
import dev.tidegate.wire.Problem;
import io.netty.util.concurrent.EventExecutor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counters of the accepted connections of all event loops, in total and by address. They include
 * connections that have sent nothing. Usable on any thread.
 */
public final class Connections {
  private static final Logger log = LoggerFactory.getLogger(Connections.class);
  private static final long RETRY_MS = 5_000;
  private static final long CHECK_MS = 250;

  /** Connections above a limit that still get a response. Further ones are closed at once. */
  private static final int MAX_REFUSED = 256;

  private static final Problem TOO_MANY =
      Problem.of(
              ErrorCode.TOO_MANY_CONNECTIONS,
              503,
              "The gateway has its maximum number of connections. Retry later.")
          .withRetryAfter(RETRY_MS);
  private static final Problem TOO_MANY_OF_ADDRESS =
      Problem.of(
              ErrorCode.TOO_MANY_CONNECTIONS,
              429,
              "Your address has its maximum number of connections. Close some of them.")
          .withRetryAfter(RETRY_MS);

  private final int max;
  private final int maxPerAddress;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();
  private final ConcurrentMap<EventExecutor, Set<ConnectionGuard>> guards =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<EventExecutor, ReadTurn> turns = new ConcurrentHashMap<>();

  /**
   * Creates counters.
   *
   * @param max 0 for no limit
   * @param maxPerAddress 0 for no limit
   */
  public Connections(int max, int maxPerAddress) {
    this.max = max;
    this.maxPerAddress = maxPerAddress;
  }

  /** Returns the number of open connections within the limits. */
  public int open() {
    return open.get();
  }

  /**
   * Counts a new connection.
   *
   * @return {@code null} if it was counted and must be released once; otherwise the reason
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

  /** Releases an admitted connection. */
  void release(String address) {
    open.decrementAndGet();
    if (maxPerAddress > 0) {
      byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }
  }

  /** Counts a connection above a limit; returns whether it gets a response. */
  boolean refuse() {
    if (refused.incrementAndGet() > MAX_REFUSED) {
      refused.decrementAndGet();
      return false;
    }
    return true;
  }

  /** Releases a connection above a limit. */
  void refusalEnded() {
    refused.decrementAndGet();
  }

  /** Returns the bound that the connections of an event loop share. */
  ReadTurn turn(EventExecutor loop) {
    return turns.computeIfAbsent(loop, ReadTurn::new);
  }

  /** Starts the checks of a connection. Must be called on its event loop. */
  void watch(EventExecutor loop, ConnectionGuard guard) {
    guards.computeIfAbsent(loop, this::startChecks).add(guard);
  }

  /** Ends the checks of a connection. Must be called on its event loop. */
  void unwatch(EventExecutor loop, ConnectionGuard guard) {
    Set<ConnectionGuard> ofLoop = guards.get(loop);
    if (ofLoop != null) {
      ofLoop.remove(guard);
    }
  }

  /** A failure must not end the checks of all others. */
  private static void check(ConnectionGuard guard) {
    try {
      guard.check();
    } catch (RuntimeException e) {
      log.error("Connection check failed", e);
    }
  }

  private Set<ConnectionGuard> startChecks(EventExecutor loop) {
    Set<ConnectionGuard> ofLoop = new HashSet<>();
    var unused =
        loop.scheduleWithFixedDelay(
            // A copy: a check may close its connection.
            () -> List.copyOf(ofLoop).forEach(Connections::check),
            CHECK_MS,
            CHECK_MS,
            TimeUnit.MILLISECONDS);
    return ofLoop;
  }
}
