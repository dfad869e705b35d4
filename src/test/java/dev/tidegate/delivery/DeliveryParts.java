package dev.tidegate.delivery;

import static dev.tidegate.testing.Items.ITEMS;

import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.model.Change;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Position;
import dev.tidegate.testing.Items;
import dev.tidegate.testing.ManualLoop;
import dev.tidegate.testing.MemoryReader;
import dev.tidegate.testing.RecordingTransport;
import dev.tidegate.wire.CloseCode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The delivery of one event loop with one client, without Vert.x and without a store. */
final class DeliveryParts {
  final ManualLoop loop = new ManualLoop();
  final MemoryReader reader = new MemoryReader();
  final LiveCounters counters = new LiveCounters();
  final LiveMemory memory;
  final Progress progress = new Progress(new Position("e", 1));
  final Pacer pacer = new Pacer(loop);
  final SlowClients slow;
  final DeliveryClock clock = new DeliveryClock(Clock.systemUTC(), counters);
  final UpdateWriter writer = new UpdateWriter(clock);
  final Flusher flusher;
  final WatchedDocuments documents;
  final RecordingTransport transport = new RecordingTransport();
  final List<CloseCode> ends = new ArrayList<>();
  final Outbox outbox;

  DeliveryParts() {
    this(new LiveMemory(1_000, 1_000_000));
  }

  DeliveryParts(LiveMemory memory) {
    this.memory = memory;
    this.slow = new SlowClients(memory, counters);
    this.flusher = new Flusher(loop, clock, writer, slow);
    this.documents = new WatchedDocuments(new Refresher(loop, reader, memory), memory, counters);
    this.outbox = outbox(transport);
  }

  Outbox outbox(RecordingTransport to) {
    return new Outbox(to, progress, flusher, pacer, writer, counters, ends::add);
  }

  /** Watches a document by a subscription of the same id, without a snapshot. */
  Watcher watch(String id, FieldSet fields, long interval) {
    Watcher watcher = documents.watch(ITEMS, Items.key(id), outbox);
    watcher.add(new Subscription(id, ITEMS, Set.of(id), fields, interval));
    documents.read(documents.of(List.of(watcher)), () -> {});
    return watcher;
  }

  /** Dispatches changes as one batch. */
  void dispatch(Change... changes) {
    Position before = progress.dispatched();
    Position after = new Position("e", changes[changes.length - 1].rev());
    documents.dispatching(new ChangeBatch(List.of(changes), before, after));
    for (Change change : changes) {
      WatchedDocument document = documents.get(change.key());
      if (document != null && Objects.requireNonNull(document).apply(change)) {
        throw new IllegalArgumentException(change + " does not follow the state");
      }
    }
    progress.advance(after);
  }

  /** Lets the client receive everything, and returns the messages. */
  List<String> drain() {
    transport.receive(Integer.MAX_VALUE - 1_000);
    outbox.touch();
    loop.run();
    return transport.take();
  }
}
