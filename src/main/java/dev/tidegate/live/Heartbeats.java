package dev.tidegate.live;

import dev.tidegate.config.LiveConfig;
import dev.tidegate.delivery.Burst;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.model.Position;
import dev.tidegate.wire.GatewayMessages;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Sends every session its heartbeat, a part of them at a time, so that no turn takes long. */
final class Heartbeats {
  private static final int PARTS = 16;

  private final Vertx vertx;
  private final Hub hub;
  private final LiveConfig config;
  private final FeedStatus feed;
  private final InstantSource clock;
  private final List<Set<Session>> parts = new ArrayList<>(PARTS);
  private int next;

  Heartbeats(Vertx vertx, Hub hub, LiveConfig config, FeedStatus feed, InstantSource clock) {
    this.vertx = vertx;
    this.hub = hub;
    this.config = config;
    this.feed = feed;
    this.clock = clock;
    for (int i = 0; i < PARTS; i++) {
      parts.add(new LinkedHashSet<>());
    }
  }

  void start() {
    vertx.setPeriodic(Math.max(1, config.heartbeat().toMillis() / PARTS), id -> beat());
  }

  void add(Session session) {
    parts.get(Math.floorMod(session.id().hashCode(), PARTS)).add(session);
  }

  void remove(Session session) {
    parts.get(Math.floorMod(session.id().hashCode(), PARTS)).remove(session);
  }

  private void beat() {
    String time = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    long lag = feed.lagMillis();
    Burst idle = heartbeat(time, hub.position(), lag);
    for (Session session : List.copyOf(parts.get(next))) {
      session.beat(
          position -> position.equals(hub.position()) ? idle : heartbeat(time, position, lag));
    }
    next = (next + 1) % PARTS;
  }

  private static Burst heartbeat(String time, Position position, long lag) {
    return new Burst(List.of(GatewayMessages.heartbeat(time, position, lag)));
  }
}
