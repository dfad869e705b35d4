package dev.tidegate.feed;

import dev.tidegate.model.Change;
import dev.tidegate.model.Position;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Changes in the order of the logs of their shards. All listeners share it, on any thread. */
public final class ChangeBatch {
  private final List<Change> changes;
  private final Position before;
  private final Position position;
  private final Map<Object, Object> derived = new ConcurrentHashMap<>(2);

  /**
   * Creates a batch.
   *
   * @param before the position before the first change
   * @param position the position after the last change
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
   * Returns a value that depends on the batch only, such as an encoded change. The first caller
   * computes it, and all event loops share it.
   *
   * @param key of a type that no other kind of value uses; {@link Comparable} if clients choose it
   */
  @SuppressWarnings("unchecked")
  public <K, T> T computeIfAbsent(K key, Function<? super K, ? extends T> value) {
    return (T) derived.computeIfAbsent(key, absent -> value.apply((K) absent));
  }
}
