package dev.tidegate.write;

import io.vertx.core.AsyncResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream of commands and gives the results back in the stream's order, in bounded memory
 * as long as the caller stops while {@link #isFull}. Each shard's commands go in groups, one group
 * at a time, so that writes to one document keep their order. Confined to the caller's context.
 */
public final class BulkWriter {
  /** Commands in one script call: its time is what everybody else waits for. */
  private static final int GROUP = 128;

  private static final int WINDOW = 4_096;

  /** What came of one line: a result, or why there is none. */
  public record Outcome(String id, @Nullable WriteResult result, @Nullable Throwable failure) {}

  private static final class Slot {
    final String id;
    @Nullable Outcome outcome;

    Slot(String id) {
      this.id = id;
    }
  }

  private record Pending(Slot slot, WriteCommand command) {}

  private static final class Lane {
    final Deque<Pending> waiting = new ArrayDeque<>();
    boolean busy;
  }

  private final DocumentStore store;
  private final Consumer<Outcome> results;
  private final Runnable progressed;
  private final Lane[] lanes;
  private final Deque<Slot> slots = new ArrayDeque<>();

  /**
   * @param results gets each line's outcome, in order
   * @param progressed called after outcomes were given
   */
  public BulkWriter(DocumentStore store, Consumer<Outcome> results, Runnable progressed) {
    this.store = store;
    this.results = results;
    this.progressed = progressed;
    this.lanes = new Lane[store.shards()];
    for (int shard = 0; shard < lanes.length; shard++) {
      lanes[shard] = new Lane();
    }
  }

  /** Takes the next line. It may wait for {@link #flush}. */
  public void write(WriteCommand command) {
    Slot slot = new Slot(command.key().id());
    slots.add(slot);
    int shard = store.shardOf(command.key());
    Lane lane = lanes[shard];
    lane.waiting.add(new Pending(slot, command));
    if (lane.waiting.size() >= GROUP) {
      send(shard, lane);
    }
  }

  /** Takes the next line, which is none that can be written. */
  public void refuse(String id, Throwable reason) {
    Slot slot = new Slot(id);
    slot.outcome = new Outcome(id, null, reason);
    slots.add(slot);
  }

  /** Sends what waits. */
  public void flush() {
    for (int shard = 0; shard < lanes.length; shard++) {
      send(shard, lanes[shard]);
    }
    give();
  }

  public boolean isFull() {
    return slots.size() >= WINDOW;
  }

  public boolean isEmpty() {
    return slots.isEmpty();
  }

  private void send(int shard, Lane lane) {
    if (lane.busy || lane.waiting.isEmpty()) {
      return;
    }
    List<Pending> group = new ArrayList<>(Math.min(GROUP, lane.waiting.size()));
    while (group.size() < GROUP && !lane.waiting.isEmpty()) {
      group.add(lane.waiting.remove());
    }
    lane.busy = true;
    store
        .write(group.stream().map(Pending::command).toList())
        .onComplete(
            done -> {
              lane.busy = false;
              settle(group, done);
              send(shard, lane);
              give();
            });
  }

  private static void settle(List<Pending> group, AsyncResult<List<WriteResult>> done) {
    for (int i = 0; i < group.size(); i++) {
      Slot slot = group.get(i).slot();
      slot.outcome =
          done.succeeded()
              ? new Outcome(slot.id, done.result().get(i), null)
              : new Outcome(slot.id, null, done.cause());
    }
  }

  private void give() {
    boolean any = false;
    for (Slot slot = slots.peek(); slot != null && slot.outcome != null; slot = slots.peek()) {
      results.accept(slot.outcome);
      slots.remove();
      any = true;
    }
    if (any) {
      progressed.run();
    }
  }
}
