package dev.tidegate.live;

import dev.tidegate.config.LiveConfig;
import dev.tidegate.delivery.LiveCounters;
import dev.tidegate.delivery.LiveMemory;
import dev.tidegate.delivery.Progress;
import dev.tidegate.delivery.Transport;
import dev.tidegate.loop.EventLoop;
import dev.tidegate.wire.CloseCode;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open sessions of one event loop. */
final class Sessions {
  private static final Logger log = LoggerFactory.getLogger(Sessions.class);

  private final LiveConfig config;
  private final EventLoop loop;
  private final Progress progress;
  private final LiveCounters counters;
  private final LiveMemory memory;
  private final Heartbeats heartbeats;
  private final Session.Parts parts;
  private final Set<Session> open = new HashSet<>();

  Sessions(
      LiveConfig config,
      EventLoop loop,
      Progress progress,
      LiveCounters counters,
      LiveMemory memory,
      Heartbeats heartbeats,
      Session.Parts parts) {
    this.config = config;
    this.loop = loop;
    this.progress = progress;
    this.counters = counters;
    this.memory = memory;
    this.heartbeats = heartbeats;
    this.parts = parts;
  }

  /** Opens the session of a new client, and sends the first message. */
  Session open(String id, Transport transport) {
    Session session = new Session(id, transport, config, loop, parts, this::ended);
    open.add(session);
    counters.sessions(1);
    heartbeats.add(session);
    session.welcome(progress.complete().epoch());
    return session;
  }

  private void ended(Session session) {
    open.remove(session);
    counters.sessions(-1);
    heartbeats.remove(session);
  }

  /**
   * Asks all clients to reconnect, each after a delay of its own, and closes their sessions evenly.
   *
   * @param over the time in which the sessions are closed
   * @return completes when all are closed
   */
  Future<Void> drain(Duration over) {
    return Drain.start(loop, List.copyOf(open), config.returnWithin(), over);
  }

  /** Closes all sessions with {@link CloseCode#UNAVAILABLE}. */
  void closeAll() {
    for (Session session : List.copyOf(open)) {
      try {
        session.close(CloseCode.UNAVAILABLE);
      } catch (RuntimeException e) {
        log.error("Session not closed", e);
      }
    }
  }

  /**
   * Closes the sessions that watch most while the watched documents exceed their memory. Their
   * clients can reconnect.
   */
  void closeLargest() {
    if (!memory.isOverfull()) {
      return;
    }
    List<Session> largest = new ArrayList<>(open);
    largest.sort(Comparator.comparingLong(Session::watchedBytes).reversed());
    for (Session session : largest) {
      if (!memory.isOverfull() || session.watchedBytes() == 0) {
        return;
      }
      session.close(CloseCode.UNAVAILABLE);
    }
  }
}
