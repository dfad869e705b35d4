package dev.tidegate.live;

import dev.tidegate.wire.CloseCode;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What a hub holds and has done. Written on its event loop, to be read on any thread. */
public final class LiveCounters {
  private final LongAdder sessions = new LongAdder();
  private final LongAdder documents = new LongAdder();
  private final LongAdder messages = new LongAdder();
  private final LongAdder updates = new LongAdder();

  private final LongAdder events = new LongAdder();
  private final Map<CloseCode, LongAdder> closes = new EnumMap<>(CloseCode.class);

  LiveCounters() {
    for (CloseCode code : CloseCode.values()) {
      closes.put(code, new LongAdder());
    }
  }

  /** Events of subscriptions to every change sent since the start. */
  public long events() {
    return events.sum();
  }

  /** Sessions that the gateway ended with that code since the start. */
  public long closes(CloseCode code) {
    LongAdder count = closes.get(code);
    return count == null ? 0 : count.sum();
  }

  void event() {
    events.increment();
  }

  void close(CloseCode code) {
    LongAdder count = closes.get(code);
    if (count != null) {
      count.increment();
    }
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

  void sessions(int more) {
    sessions.add(more);
  }

  void documents(int more) {
    documents.add(more);
  }

  void message() {
    messages.increment();
  }

  void updates(int more) {
    updates.add(more);
  }
}
