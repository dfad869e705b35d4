package dev.tidegate.live;

import dev.tidegate.delivery.Burst;
import dev.tidegate.delivery.PendingDelivery;
import dev.tidegate.delivery.Transport;
import dev.tidegate.model.Position;
import dev.tidegate.wire.CloseCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * What waits for one client: snapshots, and watchers whose document changed. It is written when the
 * client can take it; until then changes of a document merge in its watcher, so that the outbox
 * never holds more than one entry a watched document.
 */
final class Outbox {
  /** About what a watcher that waits holds in memory. */
  private static final int WAITING_BYTES = 128;

  private static final int USUALLY_READY = 32;

  private final Hub hub;
  private final Transport transport;
  private final Consumer<CloseCode> end;
  private final Deque<Snapshot> snapshots = new ArrayDeque<>(2);
  private final Deque<QueryWatch> moved = new ArrayDeque<>(1);
  private List<Watcher> ready = new ArrayList<>(4);
  private final PendingDelivery arrears = new PendingDelivery();

  /** When updates at an interval last went out. */
  private long pacedAt = Long.MIN_VALUE / 2;

  private List<EventStream> streams = List.of();
  private boolean touched;
  private boolean flushing;
  private boolean closed;

  /**
   * @param end called when the session can't go on
   */
  Outbox(Hub hub, Transport transport, Consumer<CloseCode> end) {
    this.hub = hub;
    this.transport = transport;
    this.end = end;
  }

  /** The client's IP address. */
  String address() {
    return transport.address();
  }

  boolean isFull() {
    return transport.isFull();
  }

  /** About what waits for this client, in its transport as well. */
  long bytes() {
    long bytes = transport.unwrittenBytes() + (long) WAITING_BYTES * arrears.waiting();
    for (EventStream stream : streams) {
      bytes += stream.queuedBytes();
    }
    return bytes;
  }

  /** Ends the session: too much waits for all clients together, and this one is the slowest. */
  void cut() {
    hub.counters().cut();
    end.accept(CloseCode.TOO_SLOW);
  }

  /** Ends the session: what it was due can't be told. */
  void fail() {
    end.accept(CloseCode.INTERNAL_ERROR);
  }

  void add(EventStream stream) {
    List<EventStream> more = new ArrayList<>(streams);
    more.add(stream);
    streams = List.copyOf(more);
  }

  void remove(EventStream stream) {
    streams = streams.stream().filter(other -> other != stream).toList();
  }

  /** Sends a message in this turn, before all that waits. */
  void send(byte[] message) {
    hub.counters().messages(1);
    transport.send(message);
    flushSoon();
  }

  /** Sends messages that other clients get as well. */
  void send(Burst burst) {
    hub.counters().messages(burst.messages().size());
    transport.send(burst);
    flushSoon();
  }

  void ping() {
    transport.ping();
    flushSoon();
  }

  private void flushSoon() {
    if (!flushing) {
      hub.touch(this);
    }
  }

  /** Up to where all that the client watches has been sent. */
  Position sentUpTo() {
    Position before = arrears.since();
    Position sent = before == null ? hub.position() : before;
    for (EventStream stream : streams) {
      Position ofStream = stream.sentUpTo();
      sent = ofStream.epoch().equals(sent.epoch()) ? sent.earlier(ofStream) : sent;
    }
    return sent;
  }

  /** Whether the client can't go on from {@link #sentUpTo} without the snapshots that are due. */
  boolean isSnapshotDue() {
    return arrears.isSnapshotDue();
  }

  /**
   * A snapshot will be offered, or forgone.
   *
   * @param held up to where the client holds what it will tell
   */
  void expectSnapshot(Position held) {
    arrears.addSnapshot(held);
  }

  /** One that was expected will not come. */
  void forgoSnapshot() {
    if (!closed) {
      arrears.settleSnapshot();
    }
  }

  /** Nothing is sent any more. */
  void close() {
    closed = true;
    hub.fullOutboxes().remove(this);
    snapshots.clear();
    ready.clear();
    moved.clear();
  }

  /** An expected snapshot can be sent, if it is still wanted. */
  void offer(Snapshot snapshot) {
    if (closed) {
      return;
    }
    snapshots.add(snapshot);
    hub.touch(this);
  }

  /** Members of a live query have changed. */
  void offer(QueryWatch watch) {
    if (!closed) {
      moved.add(watch);
      arrears.add(hub.position());
      hub.touch(this);
    }
  }

  /**
   * Something of this document waits; goes out when its interval allows. A client that wants
   * updates at an interval gets those of all its documents together, as a write costs far more than
   * what is in it.
   */
  void offer(Watcher watcher) {
    if (closed || watcher.isQueued()) {
      return;
    }
    watcher.queued(true);
    arrears.add(hub.position());
    long interval = watcher.interval();
    long time = interval == 0 ? 0 : Math.max(watcher.notBefore(), pacedAt + interval);
    if (interval > 0 && time > hub.now()) {
      hub.pacer().at(time, interval, () -> due(watcher));
    } else {
      due(watcher);
    }
  }

  /** A change joined one that waits. */
  void merged() {
    hub.counters().merge();
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
  void finish(Iterable<Watcher> watchers) {
    ready = new ArrayList<>();
    for (Watcher watcher : watchers) {
      if (watcher.isQueued()) {
        ready.add(watcher);
      }
    }
    flush();
  }

  /** Writes what waits and may go, as far as the client takes it. */
  void flush() {
    touched = false;
    if (closed) {
      return;
    }
    flushing = true;
    try {
      write();
    } finally {
      flushing = false;
    }
    transport.flush();
  }

  private void write() {
    while (!snapshots.isEmpty() && !transport.isFull()) {
      Snapshot snapshot = snapshots.element();
      if (!snapshot.isDone()) {
        send(snapshot.message());
      }
      if (snapshot.isDone()) {
        snapshots.remove();
        arrears.settleSnapshot();
      }
    }
    tellMoves();
    if (!ready.isEmpty() && !transport.isFull()) {
      List<Watcher> now = ready;
      // As many will be the next time, as far as it is worth the memory.
      ready = new ArrayList<>(Math.min(now.size(), USUALLY_READY));
      long time = hub.now();
      if (hub.updates().write(now, time, this)) {
        pacedAt = time;
      }
      arrears.settle(now.size());
    }
    for (EventStream stream : streams) {
      if (!closed && stream.flush()) {
        end.accept(CloseCode.TOO_SLOW);
      }
    }
    if (!closed && transport.isFull()) {
      hub.fullOutboxes().add(this);
    }
  }

  /** Those whose snapshot is still on its way are left for later. */
  private void tellMoves() {
    for (int i = moved.size(); i > 0 && !transport.isFull(); i--) {
      QueryWatch watch = moved.remove();
      if (watch.isReady()) {
        watch.flush();
        arrears.settle(1);
      } else {
        moved.add(watch);
      }
    }
  }
}
