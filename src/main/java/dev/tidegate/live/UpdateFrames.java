package dev.tidegate.live;

import dev.tidegate.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts encoded changes into messages, one for all the sessions of a turn that need the same. */
final class UpdateFrames {
  private final Map<Key, Burst> frames = new HashMap<>();

  /** The same changes in the same order; they are encoded once, so identity tells. */
  private record Key(String collection, List<EncodedChange> changes) {}

  /**
   * @param changes the list may be used again
   */
  Burst update(String collection, List<EncodedChange> changes) {
    if (changes.size() == 1) {
      return changes.get(0).alone(collection);
    }
    Burst known = frames.get(new Key(collection, changes));
    if (known == null) {
      List<EncodedChange> kept = List.copyOf(changes);
      known = assemble(collection, kept);
      frames.put(new Key(collection, kept), known);
    }
    return known;
  }

  /** The turn is over. */
  void clear() {
    if (!frames.isEmpty()) {
      frames.clear();
    }
  }

  static Burst assemble(String collection, List<EncodedChange> changes) {
    int size = 64 + collection.length();
    for (EncodedChange change : changes) {
      size += change.json().length + 1;
    }
    Bytes out = new Bytes(size).add("{\"type\":\"update\",\"collection\":\"");
    out.add(collection.getBytes(StandardCharsets.US_ASCII)).add("\",\"changes\":[");
    boolean first = true;
    for (EncodedChange change : changes) {
      if (!first) {
        out.add(',');
      }
      first = false;
      out.add(change.json());
    }
    return new Burst(List.of(out.add("]}").toArray()));
  }
}
