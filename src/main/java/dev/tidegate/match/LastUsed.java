package dev.tidegate.match;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps so many entries at most: those put or asked for last. Confined to one thread. */
public final class LastUsed<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1;

  private final int most;

  public LastUsed(int most) {
    super(16, 0.75f, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
