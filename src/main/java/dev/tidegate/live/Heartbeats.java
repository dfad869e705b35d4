package dev.tidegate.live;

import dev.tidegate.delivery.Burst;
import dev.tidegate.delivery.Progress;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.model.Position;
import dev.tidegate.wire.GatewayMessages;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Heartbeats of the sessions of one event loop, a part of them at a time. */
final class Heartbeats {
  /** Number of calls of {@link #beat} after which each session has got a heartbeat. */
  static final int PARTS = 16;

  private final Progress progress;
  private final FeedStatus feed;
  private final InstantSource clock;
  private final List<Set<Session>> parts = new ArrayList<>(PARTS);
  private int next;

  Heartbeats(Progress progress, FeedStatus feed, InstantSource clock) {
    this.progress = progress;
    this.feed = feed;
    this.clock = clock;
    for (int i = 0; i < PARTS; i++) {
      parts.add(new LinkedHashSet<>());
    }
  }

  void add(Session session) {
    part(session).add(session);
  }

  void remove(Session session) {
    part(session).remove(session);
  }

  private Set<Session> part(Session session) {
    return parts.get(Math.floorMod(session.id().hashCode(), PARTS));
  }

  /** Sends a heartbeat to the next part of the sessions. */
  void beat() {
    String time = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    long lag = feed.lagMillis();
    Burst idle = heartbeat(time, progress.complete(), lag);
    for (Session session : List.copyOf(parts.get(next))) {
      session.beat(
          position -> position.equals(progress.complete()) ? idle : heartbeat(time, position, lag));
    }
    next = (next + 1) % PARTS;
  }

  private static Burst heartbeat(String time, Position position, long lag) {
    return new Burst(List.of(GatewayMessages.heartbeat(time, position, lag)));
  }
}
