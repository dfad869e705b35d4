package dev.tidegate.match;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Map of the entries used last, bounded by the bytes that they take. An entry that exceeds the
 * bound by itself is not stored. Confined to one thread.
 */
public final class LastUsed<K, V> {
  /** Heap of an entry besides its key and its value, in bytes. */
  private static final long ENTRY = 64;

  private record Weighed<V>(V value, long bytes) {}

  private final Map<K, Weighed<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final long maxBytes;
  private final ToLongBiFunction<K, V> weigher;
  private long bytes;

  /**
   * Creates an empty cache.
   *
   * @param weigher returns the approximate heap of a key and its value, in bytes
   */
  public LastUsed(long maxBytes, ToLongBiFunction<K, V> weigher) {
    this.maxBytes = maxBytes;
    this.weigher = weigher;
  }

  /** Returns the value of a key, which counts as used now. */
  public @Nullable V get(K key) {
    Weighed<V> found = entries.get(key);
    return found == null ? null : found.value();
  }

  /** Stores a value, and returns the one before. The weight of an entry is taken now. */
  public @Nullable V put(K key, V value) {
    Weighed<V> before = remove(key);
    long weight = ENTRY + weigher.applyAsLong(key, value);
    if (weight <= maxBytes) {
      entries.put(key, new Weighed<>(value, weight));
      bytes += weight;
      evict();
    }
    return before == null ? null : before.value();
  }

  private @Nullable Weighed<V> remove(K key) {
    Weighed<V> removed = entries.remove(key);
    bytes -= removed == null ? 0 : removed.bytes();
    return removed;
  }

  private void evict() {
    Iterator<Weighed<V>> eldest = entries.values().iterator();
    while (bytes > maxBytes) {
      bytes -= eldest.next().bytes();
      eldest.remove();
    }
  }

  public void clear() {
    entries.clear();
    bytes = 0;
  }

  /** Returns about the bytes of heap that all entries take, at most the bound. */
  public long bytes() {
    return bytes;
  }
}
