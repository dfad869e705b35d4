package dev.tidegate.delivery;

import dev.tidegate.model.DocumentState;
import dev.tidegate.wire.Bytes;
import dev.tidegate.wire.DocumentJson;
import dev.tidegate.wire.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages with the state of each document of a subscription that the client does not have already.
 * Each message is encoded when the client can receive it, and supersedes waiting updates.
 */
public final class Snapshot implements Delivery.Messages {
  /** Approximate size of a message. */
  private static final int MESSAGE_BYTES = 48 << 10;

  private final String subscriptionId;
  private final List<Watcher> watchers;
  private final ClientState had;
  private final @Nullable List<String> order;
  private int next;
  private boolean cancelled;

  /**
   * Creates a snapshot. Each watcher awaits it, see {@link Watcher#awaitSnapshot}.
   *
   * @param had documents that the client has already
   * @param order ids of the members of a live query; {@code null} for a subscription by ids
   */
  public Snapshot(
      String subscriptionId,
      List<Watcher> watchers,
      ClientState had,
      @Nullable List<String> order) {
    this.order = order;
    this.subscriptionId = subscriptionId;
    this.watchers = watchers;
    this.had = had;
  }

  List<Watcher> watchers() {
    return watchers;
  }

  ClientState had() {
    return had;
  }

  @Override
  public boolean isSnapshot() {
    return true;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public boolean isDone() {
    return cancelled || next > watchers.size();
  }

  /** Ends the snapshot. Documents that other subscriptions watch continue with their updates. */
  public void cancel() {
    if (!isDone()) {
      cancelled = true;
      watchers
          .subList(Math.min(next, watchers.size()), watchers.size())
          .forEach(Watcher::snapshotCancelled);
    }
  }

  @Override
  public @Nullable Burst next() {
    return isDone() ? null : new Burst(List.of(message()));
  }

  private byte[] message() {
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
        CurrentDocument document = watcher.document();
        DocumentState state = document.state();
        if (!state.exists()) {
          gone.add(gone.length() == emptyGone ? "\"" : ",\"").add(state.key().id()).add('"');
        } else if (!(had.has(state) && watcher.hasAllFields())) {
          docs.add(docs.length() == emptyDocs ? "" : ",");
          DocumentJson.document(docs, document.collection(), state, watcher.projection());
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
