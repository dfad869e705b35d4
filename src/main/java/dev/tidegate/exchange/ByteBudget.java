package dev.tidegate.exchange;

import dev.tidegate.model.ErrorCode;
import dev.tidegate.wire.Problem;
import dev.tidegate.wire.ProblemException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Limit of the bytes that the requests of all event loops occupy together. Requests above the limit
 * wait in the order of their arrival, and fail with 503 {@code overloaded} after a few seconds. A
 * quarter of the budget is reserved for leases of up to 64 KiB, so that large requests can't starve
 * small ones.
 *
 * <p>Usable on any thread; each lease is confined to its event loop.
 */
public final class ByteBudget {
  /** Size of a lease up to which the whole budget is available. */
  static final int SMALL = 64 << 10;

  private static final long PATIENCE_MS = 5_000;
  private static final long RETRY_MS = 2_000;
  private static final long RELIEF_MS = 100;
  private static final int CUT_AT_ONCE = 4;
  private static final long MAX_STALL = TimeUnit.SECONDS.toNanos(2);

  private final String name;
  private final long capacity;
  private final long capacityOfLarge;
  private final Deque<Waiting> small = new ArrayDeque<>();
  private final Deque<Waiting> large = new ArrayDeque<>();

  /** Leases whose bytes wait for a client to read, the longest wait first. */
  private final Map<Lease, Stall> stalls = new LinkedHashMap<>();

  private long used;
  private boolean relieving;

  private record Stall(long since, Context context, Runnable cut) {}

  private record Waiting(Lease lease, long bytes, Context context, Promise<Void> granted) {}

  /**
   * Creates an unused budget.
   *
   * @param name noun for error messages, for example "request bodies"
   */
  public ByteBudget(String name, long capacity) {
    this.name = name;
    this.capacity = capacity;
    this.capacityOfLarge = capacity - capacity / 4;
  }

  /** Returns an empty lease. */
  public Lease lease() {
    return new Lease();
  }

  /** Returns the bytes in use. */
  public synchronized long used() {
    return used;
  }

  /** Share of one request. */
  public final class Lease {
    private long bytes;
    private boolean closed;

    private Lease() {}

    /** Adds bytes if there is room and no other request waits for it; returns whether it did. */
    public boolean tryGrow(long more) {
      synchronized (ByteBudget.this) {
        return closed || (queue(this, more).isEmpty() && take(this, more));
      }
    }

    /** Adds bytes even if there is no room, for bytes that exist already. */
    public void force(long more) {
      synchronized (ByteBudget.this) {
        if (!closed) {
          bytes += more;
          used += more;
        }
      }
    }

    /**
     * Adds bytes as soon as there is room.
     *
     * @param context the current one; the result arrives on it
     * @return fails with 503 {@code overloaded} if there is no room in time
     */
    public Future<Void> grow(Context context, long more) {
      Promise<Void> granted = Promise.promise();
      Waiting waiting = new Waiting(this, more, context, granted);
      synchronized (ByteBudget.this) {
        if (tryGrow(more)) {
          return Future.succeededFuture();
        }
        queue(this, more).add(waiting);
        relieveSoon(context.owner());
      }
      Vertx vertx = context.owner();
      long timer = vertx.setTimer(PATIENCE_MS, id -> expire(waiting));
      return granted.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    /**
     * Notes that the bytes wait for their client to read. If other requests wait for room, and the
     * client reads nothing for two seconds, it is disconnected.
     *
     * @param context runs {@code cut}
     * @param cut disconnects the client
     */
    public void stalled(Context context, Runnable cut) {
      synchronized (ByteBudget.this) {
        if (!closed) {
          stalls.put(this, new Stall(System.nanoTime(), context, cut));
        }
      }
    }

    /** Notes that the client has read something. */
    public void moves() {
      synchronized (ByteBudget.this) {
        stalls.remove(this);
      }
    }

    /** Returns the bytes above an amount to the budget. */
    public void shrinkTo(long most) {
      shrink(Math.max(0, bytes - most));
    }

    /** Returns bytes to the budget. */
    public void shrink(long less) {
      synchronized (ByteBudget.this) {
        long freed = Math.min(less, bytes);
        bytes -= freed;
        used -= freed;
        grantWaiting();
      }
    }

    /** Returns all bytes to the budget. Later calls add nothing. */
    public void close() {
      synchronized (ByteBudget.this) {
        closed = true;
        stalls.remove(this);
        used -= bytes;
        bytes = 0;
        grantWaiting();
      }
    }
  }

  private void relieveSoon(Vertx vertx) {
    if (!relieving) {
      relieving = true;
      vertx.setTimer(RELIEF_MS, id -> relieve(vertx));
    }
  }

  /** Disconnects the clients that have stalled longest, while other requests wait for room. */
  private synchronized void relieve(Vertx vertx) {
    relieving = false;
    if (small.isEmpty() && large.isEmpty()) {
      return;
    }
    Iterator<Stall> oldest = stalls.values().iterator();
    for (int i = 0; i < CUT_AT_ONCE && oldest.hasNext(); i++) {
      Stall stall = oldest.next();
      if (System.nanoTime() - stall.since() < MAX_STALL) {
        break;
      }
      oldest.remove();
      stall.context().runOnContext(nothing -> stall.cut().run());
    }
    relieveSoon(vertx);
  }

  private void expire(Waiting waiting) {
    boolean removed;
    synchronized (this) {
      removed = small.remove(waiting) || large.remove(waiting);
      grantWaiting();
    }
    if (removed) {
      waiting.granted().tryFail(new ProblemException(overloaded()));
    }
  }

  /** Returns the problem of a request for which there is no room. */
  public Problem overloaded() {
    return Problem.of(
            ErrorCode.OVERLOADED,
            "Limit of %s reached (%,d bytes). Retry after %d s."
                .formatted(name, capacity, TimeUnit.MILLISECONDS.toSeconds(RETRY_MS)))
        .withRetryAfter(RETRY_MS);
  }

  private Deque<Waiting> queue(Lease lease, long more) {
    return lease.bytes + more <= SMALL ? small : large;
  }

  /** Takes bytes. An amount above the capacity is granted when nothing else is in use. */
  private boolean take(Lease lease, long more) {
    long limit = lease.bytes + more <= SMALL ? capacity : capacityOfLarge;
    if (used + more > limit && used > lease.bytes) {
      return false;
    }
    lease.bytes += more;
    used += more;
    return true;
  }

  private void grantWaiting() {
    grantWaiting(small);
    grantWaiting(large);
  }

  private void grantWaiting(Deque<Waiting> queue) {
    for (Waiting next = queue.peek(); next != null; next = queue.peek()) {
      if (!next.lease().closed && !take(next.lease(), next.bytes())) {
        return;
      }
      queue.remove();
      Promise<Void> granted = next.granted();
      next.context().runOnContext(nothing -> granted.tryComplete());
    }
  }
}
