package dev.tidegate.delivery;

import dev.tidegate.feed.ChangeLog;
import dev.tidegate.model.Position;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the positions that a loop's clients bring along. One from another gateway may be ahead of
 * what has been dispatched here, and is waited for. One that the store itself has not reached is of
 * what the store lost: waiting for it would leave out what came in its place.
 */
public final class ResumePositions {
  private static final Logger LOG = LoggerFactory.getLogger(ResumePositions.class);
  private static final String EPOCH_CHANGED = "epoch_changed";
  private static final String POSITION_AHEAD = "position_ahead";
  private static final long RETRY_MS = 250;

  private final Vertx vertx;
  private final ChangeLog log;
  private final Supplier<Position> dispatched;
  private List<Brought> unjudged = new ArrayList<>(0);
  private List<Brought> awaited = new ArrayList<>(0);
  private boolean asking;

  private record Brought(Position position, Runnable reached, Consumer<String> refused) {}

  public ResumePositions(Vertx vertx, ChangeLog log, Supplier<Position> dispatched) {
    this.vertx = vertx;
    this.log = log;
    this.dispatched = dispatched;
  }

  /**
   * Calls one of these, at once if it can.
   *
   * @param reached everything up to the position has been dispatched
   * @param refused told why it is a position of no use
   */
  public void judge(Position position, Runnable reached, Consumer<String> refused) {
    Position now = dispatched.get();
    if (!position.epoch().equals(now.epoch())) {
      refused.accept(EPOCH_CHANGED);
    } else if (now.covers(position)) {
      reached.run();
    } else {
      unjudged.add(new Brought(position, reached, refused));
      if (!asking) {
        ask();
      }
    }
  }

  /** All that have come by now are judged by one answer. */
  private void ask() {
    asking = true;
    List<Brought> asked = unjudged;
    unjudged = new ArrayList<>(0);
    log.tip()
        .onSuccess(
            tip -> {
              asking = false;
              asked.forEach(brought -> judge(brought, tip));
              advanced();
              if (!unjudged.isEmpty() && !asking) {
                ask();
              }
            })
        .onFailure(
            failure -> {
              unjudged.addAll(asked);
              vertx.setTimer(RETRY_MS, id -> ask());
            });
  }

  private void judge(Brought brought, Position tip) {
    if (!brought.position().epoch().equals(tip.epoch())) {
      run(() -> brought.refused().accept(EPOCH_CHANGED));
    } else if (tip.covers(brought.position())) {
      awaited.add(brought);
    } else {
      run(() -> brought.refused().accept(POSITION_AHEAD));
    }
  }

  /** Isolates the failure of one client: the others still receive their result. */
  private static void run(Runnable callback) {
    try {
      callback.run();
    } catch (RuntimeException e) {
      LOG.error("Resume position not answered", e);
    }
  }

  /** More has been dispatched. */
  public void advanced() {
    if (awaited.isEmpty()) {
      return;
    }
    Position now = dispatched.get();
    List<Brought> before = awaited;
    awaited = new ArrayList<>(0);
    for (Brought brought : before) {
      if (now.covers(brought.position())) {
        run(brought.reached());
      } else {
        awaited.add(brought);
      }
    }
  }

  /** The store is another one, and all sessions end. */
  public void clear() {
    unjudged.clear();
    awaited.clear();
  }
}
