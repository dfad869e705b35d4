package dev.tidegate.live;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The hubs of all event loops. For any thread. */
public final class Hubs {
  private final List<Hub> hubs = new CopyOnWriteArrayList<>();

  public void add(Hub hub) {
    hubs.add(hub);
  }

  public void remove(Hub hub) {
    hubs.remove(hub);
  }

  /**
   * Asks all clients to reconnect, and closes their sessions.
   *
   * @param over the time in which their sessions are closed, evenly
   * @return completes when all are closed
   */
  public Future<Void> drain(Duration over) {
    return Future.join(hubs.stream().map(hub -> hub.drain(over)).toList()).mapEmpty();
  }
}
