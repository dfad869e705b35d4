package dev.tidegate.delivery;

import dev.tidegate.feed.ChangeLog;
import dev.tidegate.loop.EventLoop;
import dev.tidegate.model.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Validation of the resume positions of reconnecting clients. A position from another gateway can
 * be ahead of this event loop, which then waits for it. A position that the store itself has not
 * reached belongs to changes that the store lost: it is rejected, as waiting for it would skip the
 * changes that replaced them.
 */
public final class ResumePositions {
  private static final Logger LOG = LoggerFactory.getLogger(ResumePositions.class);
  private static final String EPOCH_CHANGED = "epoch_changed";
  private static final String POSITION_AHEAD = "position_ahead";
  private static final long RETRY_MS = 250;

  private final EventLoop loop;
  private final ChangeLog log;
  private final Supplier<Position> dispatched;
  private List<Candidate> unknown = new ArrayList<>(0);
  private List<Candidate> awaited = new ArrayList<>(0);
  private boolean asking;

  private record Candidate(Position position, Runnable reached, Consumer<String> refused) {}

  public ResumePositions(EventLoop loop, ChangeLog log, Supplier<Position> dispatched) {
    this.loop = loop;
    this.log = log;
    this.dispatched = dispatched;
  }

  /**
   * Calls one of two callbacks, immediately if the result is known.
   *
   * @param reached called when everything up to the position has been dispatched
   * @param refused called with the reason if the position can't be used
   */
  public void validate(Position position, Runnable reached, Consumer<String> refused) {
    Position now = dispatched.get();
    if (!position.epoch().equals(now.epoch())) {
      refused.accept(EPOCH_CHANGED);
    } else if (now.covers(position)) {
      reached.run();
    } else {
      unknown.add(new Candidate(position, reached, refused));
      if (!asking) {
        ask();
      }
    }
  }

  /** Requests the end of the log once for all positions that wait. */
  private void ask() {
    asking = true;
    List<Candidate> asked = unknown;
    unknown = new ArrayList<>(0);
    log.tip()
        .onSuccess(
            tip -> {
              asking = false;
              asked.forEach(candidate -> decide(candidate, tip));
              advanced();
              if (!unknown.isEmpty() && !asking) {
                ask();
              }
            })
        .onFailure(
            failure -> {
              unknown.addAll(asked);
              loop.after(RETRY_MS, this::ask);
            });
  }

  private void decide(Candidate candidate, Position tip) {
    if (!candidate.position().epoch().equals(tip.epoch())) {
      run(() -> candidate.refused().accept(EPOCH_CHANGED));
    } else if (tip.covers(candidate.position())) {
      awaited.add(candidate);
    } else {
      run(() -> candidate.refused().accept(POSITION_AHEAD));
    }
  }

  /** Isolates the failure of one client: the others still receive their result. */
  private static void run(Runnable callback) {
    try {
      callback.run();
    } catch (RuntimeException e) {
      LOG.error("Resume position callback failed", e);
    }
  }

  /** Notifies that more has been dispatched. */
  public void advanced() {
    if (awaited.isEmpty()) {
      return;
    }
    Position now = dispatched.get();
    List<Candidate> before = awaited;
    awaited = new ArrayList<>(0);
    for (Candidate candidate : before) {
      if (now.covers(candidate.position())) {
        run(candidate.reached());
      } else {
        awaited.add(candidate);
      }
    }
  }

  /** Drops all positions: the store is another one, and all sessions end. */
  public void clear() {
    unknown.clear();
    awaited.clear();
  }
}
