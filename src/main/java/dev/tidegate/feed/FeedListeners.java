package dev.tidegate.feed;

import dev.tidegate.model.Position;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listeners to the feed, called in the order in which they were added. A listener that throws does
 * not affect the others. It may have missed changes, so it is notified of a gap. For any thread.
 */
public final class FeedListeners implements FeedListener {
  private static final Logger log = LoggerFactory.getLogger(FeedListeners.class);

  private final List<FeedListener> listeners = new CopyOnWriteArrayList<>();

  /** Listeners that threw and were not notified of a gap yet. */
  private final Set<FeedListener> missed = ConcurrentHashMap.newKeySet();

  public void add(FeedListener listener) {
    listeners.add(listener);
  }

  public void remove(FeedListener listener) {
    listeners.remove(listener);
    missed.remove(listener);
  }

  @Override
  public void onChanges(ChangeBatch batch) {
    for (FeedListener listener : listeners) {
      if (missed.contains(listener)) {
        gap(listener, batch.position());
      } else if (!call(listener, "changes", each -> each.onChanges(batch))) {
        gap(listener, batch.position());
      }
    }
  }

  @Override
  public void onGap(Position position) {
    listeners.forEach(listener -> gap(listener, position));
  }

  @Override
  public void onEpoch(Position position) {
    for (FeedListener listener : listeners) {
      if (!call(listener, "a new epoch", each -> each.onEpoch(position))) {
        gap(listener, position);
      }
    }
  }

  /** Stays due until the listener takes it. */
  private void gap(FeedListener listener, Position position) {
    if (call(listener, "a gap", each -> each.onGap(position))) {
      missed.remove(listener);
    } else {
      missed.add(listener);
    }
  }

  private static boolean call(FeedListener listener, String what, Consumer<FeedListener> call) {
    try {
      call.accept(listener);
      return true;
    } catch (RuntimeException e) {
      log.error("Listener failed event={} listener={}", what, listener.getClass().getName(), e);
      return false;
    }
  }

  @Override
  public Future<Void> settled() {
    return Future.join(listeners.stream().map(FeedListeners::settled).toList()).mapEmpty();
  }

  /** A listener that fails is not waited for. */
  private static Future<Void> settled(FeedListener listener) {
    return Future.succeededFuture().compose(nothing -> listener.settled()).otherwiseEmpty();
  }
}
