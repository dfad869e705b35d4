package dev.tidegate.live;

import dev.tidegate.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts encoded changes into messages, one for all the sessions of a turn that need the same. */
final class UpdateFrames {
  private final Map<Key, byte[]> frames = new HashMap<>();

  /** The same arrays in the same order; changes are encoded once, so identity tells. */
  private record Key(String collection, List<byte[]> changes) {
    @Override
    public int hashCode() {
      int hash = collection.hashCode();
      for (byte[] change : changes) {
        hash = 31 * hash + System.identityHashCode(change);
      }
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && collection.equals(key.collection)
          && sameArrays(changes, key.changes);
    }

    private static boolean sameArrays(List<byte[]> left, List<byte[]> right) {
      if (left.size() != right.size()) {
        return false;
      }
      for (int i = 0; i < left.size(); i++) {
        if (left.get(i) != right.get(i)) {
          return false;
        }
      }
      return true;
    }
  }

  byte[] update(String collection, List<byte[]> changes) {
    return frames.computeIfAbsent(new Key(collection, changes), UpdateFrames::assemble);
  }

  /** The turn is over. */
  void clear() {
    frames.clear();
  }

  private static byte[] assemble(Key key) {
    int size = 64;
    for (byte[] change : key.changes()) {
      size += change.length + 1;
    }
    Bytes out = new Bytes(size).add("{\"type\":\"update\",\"collection\":\"");
    out.add(key.collection().getBytes(StandardCharsets.US_ASCII)).add("\",\"changes\":[");
    boolean first = true;
    for (byte[] change : key.changes()) {
      if (!first) {
        out.add(',');
      }
      first = false;
      out.add(change);
    }
    return out.add("]}").toArray();
  }
}
