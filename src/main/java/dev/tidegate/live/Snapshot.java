package dev.tidegate.live;

import dev.tidegate.delivery.ClientState;
import dev.tidegate.model.DocumentState;
import dev.tidegate.wire.Bytes;
import dev.tidegate.wire.DocumentJson;
import dev.tidegate.wire.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one subscribe, on its way out: the state of each document that the client does not
 * hold already, encoded as late as the client takes it.
 */
final class Snapshot {
  /** About the size of one message. */
  private static final int MESSAGE_BYTES = 48 << 10;

  private final String subscriptionId;
  private final List<Watcher> watchers;
  private final ClientState held;
  private final @Nullable List<String> order;
  private int next;
  private boolean cancelled;

  /**
   * @param held by the client already
   * @param order of a live query's members; {@code null} for documents of given ids
   */
  Snapshot(
      String subscriptionId,
      List<Watcher> watchers,
      ClientState held,
      @Nullable List<String> order) {
    this.order = order;
    this.subscriptionId = subscriptionId;
    this.watchers = watchers;
    this.held = held;
  }

  String subscriptionId() {
    return subscriptionId;
  }

  boolean isDone() {
    return cancelled || next > watchers.size();
  }

  /** It is not wanted any more: documents still watched otherwise go on with their updates. */
  void cancel() {
    if (!isDone()) {
      cancelled = true;
      watchers
          .subList(Math.min(next, watchers.size()), watchers.size())
          .forEach(Watcher::snapshotCancelled);
    }
  }

  /** The next message. */
  byte[] message() {
    Bytes docs =
        new Bytes(1_024)
            .add("{\"type\":\"snapshot\",\"id\":")
            .add(Json.bytes(subscriptionId))
            .add(",\"docs\":[");
    Bytes gone = new Bytes(64).add("],\"gone\":[");
    int emptyDocs = docs.length();
    int emptyGone = gone.length();
    while (next < watchers.size() && docs.length() + gone.length() < MESSAGE_BYTES) {
      Watcher watcher = watchers.get(next++);
      if (!watcher.isDetached()) {
        DocumentState state = watcher.document().state();
        if (!state.exists()) {
          gone.add(gone.length() == emptyGone ? "\"" : ",\"").add(state.key().id()).add('"');
        } else if (!(held.has(state) && watcher.leftAsItCame())) {
          docs.add(docs.length() == emptyDocs ? "" : ",");
          DocumentJson.document(docs, watcher.document().collection(), state, watcher.projection());
          watcher.replaced();
        }
      }
      watcher.snapshotSent();
    }
    boolean last = next == watchers.size();
    if (last) {
      next++;
    }
    docs.add(gone.toArray()).add(']');
    if (last && order != null) {
      docs.add(",\"order\":").add(Json.bytes(order));
    }
    return docs.add(last ? ",\"last\":true}" : ",\"last\":false}").toArray();
  }
}
