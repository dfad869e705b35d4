package dev.tidegate.feed;

import dev.tidegate.model.Change;
import dev.tidegate.model.Position;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Changes in the order of their shards' logs. Shared by all who listen, on whichever thread. */
public final class ChangeBatch {
  private final List<Change> changes;
  private final Position before;
  private final Position position;
  private final Map<Object, Object> derived = new ConcurrentHashMap<>(2);

  /**
   * @param before the place in the log in front of them
   * @param position the place in the log after them
   */
  public ChangeBatch(List<Change> changes, Position before, Position position) {
    this.changes = List.copyOf(changes);
    this.before = before;
    this.position = position;
  }

  public List<Change> changes() {
    return changes;
  }

  public Position before() {
    return before;
  }

  public Position position() {
    return position;
  }

  /**
   * What is made of the batch, made by the first who asks and shared by all: the event loops encode
   * a change once together.
   *
   * @param key tells what is made, and makes it; of a type of its own
   */
  @SuppressWarnings("unchecked")
  public <K extends Function<ChangeBatch, T>, T> T derive(K key) {
    return (T) derived.computeIfAbsent(key, absent -> key.apply(this));
  }
}
