package dev.tidegate.feed;

import dev.tidegate.model.Position;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hands what the feed says to all who listen, in the order they came. Usable on any thread. */
public final class FeedListeners implements FeedListener {
  private final List<FeedListener> listeners = new CopyOnWriteArrayList<>();

  public void add(FeedListener listener) {
    listeners.add(listener);
  }

  public void remove(FeedListener listener) {
    listeners.remove(listener);
  }

  @Override
  public void onChanges(ChangeBatch batch) {
    listeners.forEach(listener -> listener.onChanges(batch));
  }

  @Override
  public void onGap(Position position) {
    listeners.forEach(listener -> listener.onGap(position));
  }

  @Override
  public void onEpoch(Position position) {
    listeners.forEach(listener -> listener.onEpoch(position));
  }

  @Override
  public Future<Void> settled() {
    return Future.join(listeners.stream().map(FeedListener::settled).toList()).mapEmpty();
  }
}
