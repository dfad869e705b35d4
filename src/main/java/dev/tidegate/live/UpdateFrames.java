package dev.tidegate.live;

import dev.tidegate.delivery.Burst;
import dev.tidegate.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts encoded changes into messages. Sessions that need the same changes in the same order share
 * one message where their turns are near each other: so many different ones are remembered.
 */
final class UpdateFrames {
  private static final int REMEMBERED = 64;

  private final @Nullable Shared[] messages = new Shared[REMEMBERED];

  /** Changes are encoded once, so that identity tells whether they are the same. */
  private record Shared(String collection, EncodedChange[] changes, Burst burst) {
    boolean tells(String ofCollection, List<EncodedChange> wanted) {
      if (changes.length != wanted.size() || !collection.equals(ofCollection)) {
        return false;
      }
      for (int i = 0; i < changes.length; i++) {
        if (changes[i] != wanted.get(i)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * @param changes the list may be used again
   */
  Burst update(String collection, List<EncodedChange> changes) {
    EncodedChange first = changes.get(0);
    if (changes.size() == 1) {
      return first.alone(collection);
    }
    int place = Math.floorMod(31 * first.rev() + changes.size(), REMEMBERED);
    Shared known = messages[place];
    if (known == null || !known.tells(collection, changes)) {
      EncodedChange[] kept = changes.toArray(new EncodedChange[0]);
      known = new Shared(collection, kept, assemble(collection, changes));
      messages[place] = known;
    }
    return known.burst();
  }

  /** The turn is over. */
  void clear() {
    Arrays.fill(messages, null);
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
