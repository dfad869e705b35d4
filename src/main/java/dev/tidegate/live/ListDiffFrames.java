package dev.tidegate.live;

import dev.tidegate.delivery.Burst;
import dev.tidegate.live.ListDiff.Entered;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.FieldSet;
import dev.tidegate.wire.Bytes;
import dev.tidegate.wire.DocumentJson;
import dev.tidegate.wire.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages that lead clients from one list of members to another, encoded once for all clients with
 * the same subscription id and fields.
 */
final class ListDiffFrames {
  private static final int MESSAGE_BYTES = 48 << 10;

  /** Maximum number of cached bursts: clients with ids of their own share none. */
  private static final int MOST_KEPT = 16;

  /** Document that enters, with the fields that one client gets. */
  record Entrant(DocumentState state, FieldSet projection) {}

  private record Key(String subscriptionId, List<Entrant> entrants) {}

  private final Collection collection;
  private final Map<Key, Burst> frames = new HashMap<>(2);
  private @Nullable ListDiff latest;

  ListDiffFrames(Collection collection) {
    this.collection = collection;
  }

  /**
   * Returns the messages of a difference.
   *
   * @param entrants documents that enter, in the order of {@code moves}
   */
  Burst of(ListDiff moves, String subscriptionId, List<Entrant> entrants) {
    if (!moves.equals(latest) || frames.size() == MOST_KEPT) {
      frames.clear();
      latest = moves;
    }
    return frames.computeIfAbsent(
        new Key(subscriptionId, entrants),
        key -> new Burst(messages(moves, Json.bytes(subscriptionId), entrants)));
  }

  private List<byte[]> messages(ListDiff moves, byte[] id, List<Entrant> entrants) {
    List<byte[]> messages = new ArrayList<>(2);
    if (!moves.left().isEmpty()) {
      messages.add(leave(id, moves.left()));
    }
    int next = 0;
    while (next < entrants.size()) {
      Bytes message = new Bytes(512).add("{\"type\":\"enter\",\"id\":").add(id).add(",\"docs\":[");
      String separator = "";
      while (next < entrants.size() && message.length() < MESSAGE_BYTES) {
        Entrant entrant = entrants.get(next);
        Entered to = moves.entered().get(next++);
        message.add(separator);
        separator = ",";
        DocumentJson.entered(message, collection, entrant.state(), entrant.projection(), to.at());
      }
      messages.add(message.add("]}").toArray());
    }
    return messages;
  }

  private static byte[] leave(byte[] id, List<String> left) {
    return new Bytes(64)
        .add("{\"type\":\"leave\",\"id\":")
        .add(id)
        .add(",\"ids\":")
        .add(Json.bytes(left))
        .add('}')
        .toArray();
  }
}
