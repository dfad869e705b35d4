package dev.tidegate.delivery;

import dev.tidegate.wire.CloseCode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** What a hub holds and has done. Written on its event loop, to be read on any thread. */
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

  /** Events of subscriptions to every change sent since the start. */
  public long events() {
    return events.sum();
  }

  /** The codes with which the gateway ends sessions. */
  public static List<Short> closeCodes() {
    return Arrays.stream(CloseCode.values()).map(CloseCode::code).toList();
  }

  /** Sessions that the gateway ended with that code since the start. */
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

  /** Changes that never went out alone: a newer one of the document came while they waited. */
  public long merges() {
    return merges.sum();
  }

  /** Subscriptions that went on where an earlier one ended. */
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

  /** Bytes that wait for clients that do not take what is sent. */
  public long queuedBytes() {
    return queuedBytes;
  }

  /** Sessions ended since the start because too much waited for all clients together. */
  public long cuts() {
    return cuts.sum();
  }

  public void queued(long bytes) {
    queuedBytes = bytes;
  }

  public void cut() {
    cuts.increment();
  }

  /** Sessions open. */
  public long sessions() {
    return sessions.sum();
  }

  /** Documents watched. */
  public long documents() {
    return documents.sum();
  }

  /** Messages sent since the start. */
  public long messages() {
    return messages.sum();
  }

  /** Changes of documents delivered since the start, each to one client. */
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
