package dev.tidegate.delivery;

import dev.tidegate.model.Position;
import dev.tidegate.wire.CloseCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that waits for one client. All changes enter by {@link #offer}; {@link #flush} sends
 * them, as far as the client can receive them, in this order:
 *
 * <ol>
 *   <li>snapshots,
 *   <li>changed members of live queries,
 *   <li>updates of documents, those of one flush in one message,
 *   <li>events of {@code every} subscriptions.
 * </ol>
 *
 * <p>A watched document has at most one entry: its changes merge in the entry while the client is
 * slow. Replies ({@link #send}) do not wait.
 */
public final class Outbox implements Flusher.Task {
  /** Approximate memory of an entry. */
  private static final int ENTRY_BYTES = 128;

  private static final int USUALLY_READY = 32;

  private final Transport transport;
  private final Progress progress;
  private final Flusher flusher;
  private final Pacer pacer;
  private final UpdateWriter writer;
  private final LiveCounters counters;
  private final Consumer<CloseCode> end;
  private final Deque<Delivery.Messages> snapshots = new ArrayDeque<>(2);
  private final Deque<Delivery.Messages> members = new ArrayDeque<>(1);
  private final PendingDelivery pending = new PendingDelivery();
  private List<Delivery.Update> ready = new ArrayList<>(4);
  private List<Delivery.Stream> streams = List.of();

  /** Time of the last flush that contained updates with an interval. */
  private long pacedAt = Long.MIN_VALUE / 2;

  private boolean touched;
  private boolean closed;

  /**
   * Creates an outbox.
   *
   * @param writer of all outboxes of the event loop
   * @param end called when the session must end
   */
  public Outbox(
      Transport transport,
      Progress progress,
      Flusher flusher,
      Pacer pacer,
      UpdateWriter writer,
      LiveCounters counters,
      Consumer<CloseCode> end) {
    this.transport = transport;
    this.progress = progress;
    this.flusher = flusher;
    this.pacer = pacer;
    this.writer = writer;
    this.counters = counters;
    this.end = end;
  }

  /** Adds a delivery, and flushes soon. A delivery that the outbox contains already stays once. */
  public void offer(Delivery delivery) {
    if (closed) {
      return;
    }
    // Not a switch: on older JDKs it is slower, and here each change of each client passes.
    if (delivery instanceof Delivery.Update update) {
      add(update);
    } else if (delivery instanceof Delivery.Stream stream) {
      add(stream);
    } else if (delivery instanceof Delivery.Messages messages) {
      add(messages);
    }
  }

  /**
   * Adds an update, to be sent when its interval allows. All updates with an interval are sent
   * together, as a write to a socket costs far more than its content.
   */
  private void add(Delivery.Update update) {
    if (update.isQueued()) {
      return;
    }
    update.queued(true);
    pending.add(progress.complete());
    long interval = update.interval();
    long time = interval == 0 ? 0 : Math.max(update.notBefore(), pacedAt + interval);
    if (interval > 0 && time > pacer.now()) {
      pacer.at(time, interval, () -> due(update));
    } else {
      due(update);
    }
  }

  private void due(Delivery.Update update) {
    if (!closed) {
      ready.add(update);
      touch();
    }
  }

  private void add(Delivery.Messages messages) {
    if (messages.isSnapshot()) {
      snapshots.add(messages);
    } else {
      members.add(messages);
      pending.add(progress.complete());
    }
    touch();
  }

  private void add(Delivery.Stream stream) {
    if (!stream.isQueued()) {
      stream.queued();
      List<Delivery.Stream> more = new ArrayList<>(streams);
      more.add(stream);
      streams = List.copyOf(more);
    }
    touch();
  }

  /** Counts a change that was merged with a waiting one. */
  void merged() {
    counters.merge();
  }

  /** Counts a subscription that resumes an earlier one. */
  public void resumed() {
    counters.resume();
  }

  /** Sends a reply in this turn, before all that waits. */
  public void send(byte[] message) {
    counters.messages(1);
    transport.send(message);
    touch();
  }

  /** Sends a message in this turn that other clients receive too. */
  public void send(Burst burst) {
    write(burst);
    touch();
  }

  public void ping() {
    transport.ping();
    touch();
  }

  /** Flushes soon, for example because the client can receive more. */
  public void touch() {
    if (!touched) {
      touched = true;
      flusher.add(this);
    }
  }

  /**
   * Announces a snapshot, which is then offered or forgone.
   *
   * @param had position up to which the client has the content of the snapshot already
   */
  public void expectSnapshot(Position had) {
    pending.addSnapshot(had);
  }

  /** Revokes {@link #expectSnapshot}. */
  public void forgoSnapshot() {
    if (!closed) {
      pending.settleSnapshot();
    }
  }

  /** Returns whether the client can't resume from {@link #sentUpTo}, as a snapshot is due. */
  public boolean isSnapshotDue() {
    return pending.isSnapshotDue();
  }

  /** Returns the position up to which everything that the client watches has been sent. */
  public Position sentUpTo() {
    Position before = pending.since();
    Position sent = before == null ? progress.complete() : before;
    for (Delivery.Stream stream : streams) {
      if (!stream.isEnded()) {
        Position ofStream = stream.sentUpTo();
        sent = ofStream.epoch().equals(sent.epoch()) ? sent.earlier(ofStream) : sent;
      }
    }
    return sent;
  }

  /** Returns the IP address of the client. */
  public String address() {
    return transport.address();
  }

  @Override
  public boolean isFull() {
    return !closed && transport.isFull();
  }

  @Override
  public long bytes() {
    long bytes = transport.unwrittenBytes() + (long) ENTRY_BYTES * pending.waiting();
    for (Delivery.Stream stream : streams) {
      bytes += stream.queuedBytes();
    }
    return bytes;
  }

  @Override
  public void cut() {
    counters.cut();
    end.accept(CloseCode.TOO_SLOW);
  }

  @Override
  public void fail() {
    end.accept(CloseCode.INTERNAL_ERROR);
  }

  /** Sends the waiting changes of these, even if their interval has not passed. */
  public void finish(Iterable<? extends Delivery.Update> updates) {
    ready = new ArrayList<>();
    for (Delivery.Update update : updates) {
      if (update.isQueued()) {
        ready.add(update);
      }
    }
    flush();
  }

  /** Drops all that waits. Later offers are ignored. */
  public void close() {
    closed = true;
    snapshots.clear();
    ready.clear();
    members.clear();
  }

  /** Closes the connection after all that was sent. */
  public void disconnect(CloseCode code) {
    counters.close(code);
    transport.close(code);
  }

  @Override
  public void flush() {
    touched = false;
    if (!closed) {
      sendSnapshots();
      sendMembers();
      sendUpdates();
      sendEvents();
      transport.flush();
    }
  }

  private void sendSnapshots() {
    while (!snapshots.isEmpty() && !transport.isFull()) {
      Delivery.Messages snapshot = snapshots.element();
      write(snapshot.next());
      if (snapshot.isDone()) {
        snapshots.remove();
        pending.settleSnapshot();
      }
    }
  }

  /** Members whose snapshot has not been sent yet stay for a later flush. */
  private void sendMembers() {
    for (int i = members.size(); i > 0 && !transport.isFull(); i--) {
      Delivery.Messages moved = members.remove();
      if (moved.isReady()) {
        write(moved.next());
        pending.settle(1);
      } else {
        members.add(moved);
      }
    }
  }

  private void sendUpdates() {
    if (ready.isEmpty() || transport.isFull()) {
      return;
    }
    List<Delivery.Update> now = ready;
    // The next flush will contain as many, as far as that is worth the memory.
    ready = new ArrayList<>(Math.min(now.size(), USUALLY_READY));
    long time = pacer.now();
    writer.start(now, time);
    for (Burst burst = writer.next(); burst != null; burst = writer.next()) {
      write(burst);
    }
    if (writer.isPaced()) {
      pacedAt = time;
    }
    pending.settle(now.size());
  }

  private void sendEvents() {
    boolean ended = false;
    for (Delivery.Stream stream : streams) {
      if (closed) {
        return;
      }
      for (Burst burst = stream.next(); burst != null; burst = stream.next()) {
        write(burst);
      }
      ended |= stream.isEnded();
      if (stream.isOverLimit()) {
        end.accept(CloseCode.TOO_SLOW);
      }
    }
    if (ended) {
      streams = streams.stream().filter(stream -> !stream.isEnded()).toList();
    }
  }

  private void write(@Nullable Burst burst) {
    if (burst != null) {
      counters.messages(burst.messages().size());
      transport.send(burst);
    }
  }
}
