package dev.tidegate.live;

import dev.tidegate.model.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one client: snapshots, and watchers whose document changed. It is written when the
 * client can take it; until then changes of a document merge in its watcher, so that the outbox
 * never holds more than one entry a watched document.
 */
final class Outbox {
  private static final int MESSAGE_BYTES = 48 << 10;

  /** About what a watcher that waits holds in memory. */
  private static final int WAITING_BYTES = 128;

  private final Hub hub;
  private final Transport transport;
  private final Deque<Snapshot> snapshots = new ArrayDeque<>(2);
  private List<Watcher> ready = new ArrayList<>(4);
  private int waiting;
  private @Nullable Position heldBack;
  private List<EventStream> streams = List.of();
  private boolean touched;
  private boolean closed;
  private final Runnable tooSlow;

  /**
   * @param tooSlow called when more waits than may
   */
  Outbox(Hub hub, Transport transport, Runnable tooSlow) {
    this.hub = hub;
    this.transport = transport;
    this.tooSlow = tooSlow;
  }

  boolean isFull() {
    return transport.isFull();
  }

  /** About what waits for this client, in its transport as well. */
  long bytes() {
    long bytes = transport.unwrittenBytes() + (long) WAITING_BYTES * waiting;
    for (EventStream stream : streams) {
      bytes += stream.queuedBytes();
    }
    return bytes;
  }

  /** Ends the session: too much waits for all clients together, and this one is the slowest. */
  void cut() {
    hub.counters().cut();
    tooSlow.run();
  }

  void add(EventStream stream) {
    List<EventStream> more = new ArrayList<>(streams);
    more.add(stream);
    streams = List.copyOf(more);
  }

  void remove(EventStream stream) {
    streams = streams.stream().filter(other -> other != stream).toList();
  }

  /** Sends a message at once, before all that waits. */
  void send(byte[] message) {
    hub.counters().message();
    transport.send(message);
  }

  /** Up to where all that the client watches has been sent. */
  Position sentUpTo() {
    Position sent = heldBack == null ? hub.position() : heldBack;
    for (EventStream stream : streams) {
      Position ofStream = stream.sentUpTo();
      sent = ofStream.epoch().equals(sent.epoch()) ? sent.earlier(ofStream) : sent;
    }
    return sent;
  }

  /** Nothing is sent any more. */
  void close() {
    closed = true;
    hub.fullOutboxes().remove(this);
    snapshots.clear();
    ready.clear();
  }

  void offer(Snapshot snapshot) {
    if (closed || snapshot.isDone()) {
      return;
    }
    snapshots.add(snapshot);
    hold();
    hub.touch(this);
  }

  /** Something of this document waits; goes out when its interval allows. */
  void offer(Watcher watcher) {
    if (closed || watcher.isQueued()) {
      return;
    }
    watcher.queued(true);
    hold();
    if (watcher.notBefore() > hub.now()) {
      hub.pacer().at(watcher.notBefore(), watcher.interval(), () -> due(watcher));
    } else {
      due(watcher);
    }
  }

  private void due(Watcher watcher) {
    if (!closed) {
      ready.add(watcher);
      hub.touch(this);
    }
  }

  /** Notes that it is to be flushed in this turn; tells whether that is news. */
  boolean touch() {
    boolean news = !touched;
    touched = true;
    return news;
  }

  /** Writes what waits of these as well, though its time has not come. */
  void finish(Collection<Watcher> watchers) {
    ready = new ArrayList<>(watchers.stream().filter(Watcher::isQueued).toList());
    flush();
  }

  /** Writes what waits and may go, as far as the client takes it. */
  void flush() {
    touched = false;
    if (closed) {
      return;
    }
    while (!snapshots.isEmpty() && !transport.isFull()) {
      Snapshot snapshot = snapshots.element();
      if (!snapshot.isDone()) {
        send(snapshot.message(hub.now()));
      }
      if (snapshot.isDone()) {
        snapshots.remove();
        release(1);
      }
    }
    if (!ready.isEmpty() && !transport.isFull()) {
      List<Watcher> now = ready;
      ready = new ArrayList<>(4);
      sendUpdates(now);
      release(now.size());
    }
    for (EventStream stream : streams) {
      if (!closed && stream.flush()) {
        tooSlow.run();
      }
    }
    if (!closed && transport.isFull()) {
      hub.fullOutboxes().add(this);
    }
  }

  private void sendUpdates(List<Watcher> watchers) {
    Map<String, List<byte[]>> byCollection = new LinkedHashMap<>(2);
    int size = 0;
    for (Watcher watcher : watchers) {
      watcher.queued(false);
      if (watcher.pending() == Watcher.Pending.NOTHING || watcher.awaitsSnapshot()) {
        continue;
      }
      byte[] change = watcher.document().encoder().change(watcher);
      watcher.told(hub.now());
      byCollection
          .computeIfAbsent(watcher.document().key().collection(), c -> new ArrayList<>())
          .add(change);
      size += change.length;
      if (size > MESSAGE_BYTES) {
        sendFrames(byCollection);
        byCollection.clear();
        size = 0;
      }
    }
    sendFrames(byCollection);
  }

  private void sendFrames(Map<String, List<byte[]>> byCollection) {
    byCollection.forEach(
        (collection, changes) -> {
          hub.counters().updates(changes.size());
          send(hub.frames().update(collection, changes));
        });
  }

  private void hold() {
    if (waiting++ == 0) {
      heldBack = hub.position();
    }
  }

  private void release(int count) {
    waiting -= count;
    if (waiting == 0) {
      heldBack = null;
    }
  }
}
