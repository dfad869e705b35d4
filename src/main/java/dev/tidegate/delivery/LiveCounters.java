package dev.tidegate.delivery;

import dev.tidegate.wire.CloseCode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Counters of the live sessions of one event loop. Any thread may read them. */
public final class LiveCounters {
  private final LongAdder sessions = new LongAdder();
  private final LongAdder documents = new LongAdder();
  private final LongAdder messages = new LongAdder();
  private final LongAdder updates = new LongAdder();
  private final LongAdder events = new LongAdder();
  private final LongAdder merges = new LongAdder();
  private final LongAdder resumes = new LongAdder();
  private final DeliveryTimes times = new DeliveryTimes();
  private final LongAdder cuts = new LongAdder();
  private volatile long queuedBytes;
  private final Map<Short, LongAdder> closes =
      closeCodes().stream()
          .collect(Collectors.toUnmodifiableMap(code -> code, code -> new LongAdder()));

  public LiveCounters() {}

  /** Returns the events of {@code every} subscriptions sent since the start. */
  public long events() {
    return events.sum();
  }

  /** Returns the codes with which the gateway closes sessions. */
  public static List<Short> closeCodes() {
    return Arrays.stream(CloseCode.values()).map(CloseCode::code).toList();
  }

  /** Returns the sessions that the gateway closed with that code since the start. */
  public long closes(short code) {
    LongAdder count = closes.get(code);
    return count == null ? 0 : count.sum();
  }

  public void events(int more) {
    events.add(more);
  }

  public void close(CloseCode code) {
    LongAdder count = closes.get(code.code());
    if (count != null) {
      count.increment();
    }
  }

  /** Returns the changes that were merged with a waiting change of the same document. */
  public long merges() {
    return merges.sum();
  }

  /** Returns the subscriptions that resumed an earlier one. */
  public long resumes() {
    return resumes.sum();
  }

  public DeliveryTimes times() {
    return times;
  }

  public void merge() {
    merges.increment();
  }

  public void resume() {
    resumes.increment();
  }

  /** Returns the bytes that wait for slow clients. */
  public long queuedBytes() {
    return queuedBytes;
  }

  /** Returns the sessions closed since the start because too much waited for all clients. */
  public long cuts() {
    return cuts.sum();
  }

  public void queued(long bytes) {
    queuedBytes = bytes;
  }

  public void cut() {
    cuts.increment();
  }

  /** Returns the open sessions. */
  public long sessions() {
    return sessions.sum();
  }

  /** Returns the watched documents. */
  public long documents() {
    return documents.sum();
  }

  /** Returns the messages sent since the start. */
  public long messages() {
    return messages.sum();
  }

  /** Returns the changes of documents sent since the start, each to one client. */
  public long updates() {
    return updates.sum();
  }

  public void sessions(int more) {
    sessions.add(more);
  }

  public void documents(int more) {
    documents.add(more);
  }

  public void messages(int more) {
    messages.add(more);
  }

  public void updates(int more) {
    updates.add(more);
  }
}
