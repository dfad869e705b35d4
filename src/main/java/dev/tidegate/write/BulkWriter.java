package dev.tidegate.write;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream of commands and gives the results back in the stream's order, in bounded memory
 * as long as the caller stops while {@link #isFull}. Commands go in groups, those of a shard in one
 * group at a time, so that writes to one document keep their order. A group is of one shard where
 * there is enough for it, which is cheapest, else of several. Confined to the caller's context.
 */
public final class BulkWriter {
  /** Commands in one script call: its time is what everybody else waits for. */
  private static final int GROUP = 128;

  /** Bytes in one script call, unless a single command has more. */
  private static final int GROUP_BYTES = 512 << 10;

  private static final int WINDOW = 4_096;

  /** Bytes of the commands that have no result yet. */
  private static final int WINDOW_BYTES = 1 << 20;

  /** What came of one line: a result, or why there is none. */
  public record Outcome(String id, @Nullable WriteResult result, @Nullable Throwable failure) {}

  private static final class Slot {
    final String id;
    @Nullable Outcome outcome;

    Slot(String id) {
      this.id = id;
    }
  }

  private record Pending(Slot slot, WriteCommand command, int bytes) {}

  private static final class Lane {
    final Deque<Pending> waiting = new ArrayDeque<>();
    int bytes;
    boolean busy;

    void add(Pending pending) {
      waiting.add(pending);
      bytes += pending.bytes();
    }

    Pending remove() {
      Pending next = waiting.remove();
      bytes -= next.bytes();
      return next;
    }

    boolean hasGroup() {
      return waiting.size() >= GROUP || bytes >= GROUP_BYTES;
    }
  }

  private static final class Group {
    final List<Pending> lines = new ArrayList<>();
    final List<Lane> lanes = new ArrayList<>(1);
    int bytes;

    boolean hasRoomFor(Lane lane) {
      return lines.isEmpty()
          || (lines.size() + lane.waiting.size() <= GROUP && bytes + lane.bytes <= GROUP_BYTES);
    }

    void take(Lane lane) {
      lane.busy = true;
      lanes.add(lane);
      for (int i = 0; i < GROUP && !lane.waiting.isEmpty(); i++) {
        if (bytes + lane.waiting.getFirst().bytes() > GROUP_BYTES && !lines.isEmpty()) {
          return;
        }
        Pending next = lane.remove();
        bytes += next.bytes();
        lines.add(next);
      }
    }
  }

  private final DocumentStore store;
  private final Consumer<Outcome> results;
  private final Runnable progressed;
  private final Lane[] lanes;
  private final Deque<Slot> slots = new ArrayDeque<>();
  private int bytes;

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
    Lane lane = lanes[store.shardOf(command.key())];
    Pending pending = new Pending(slot, command, command.bytes());
    lane.add(pending);
    bytes += pending.bytes();
    if (lane.hasGroup() && !lane.busy) {
      Group group = new Group();
      group.take(lane);
      send(group);
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
    sendAll();
    give();
  }

  public boolean isFull() {
    return slots.size() >= WINDOW || bytes >= WINDOW_BYTES;
  }

  /** About the bytes of the commands that have no result yet. */
  public int bytes() {
    return bytes;
  }

  public boolean isEmpty() {
    return slots.isEmpty();
  }

  private void sendAll() {
    Group group = new Group();
    for (Lane lane : lanes) {
      if (lane.busy || lane.waiting.isEmpty()) {
        continue;
      }
      if (!group.hasRoomFor(lane)) {
        send(group);
        group = new Group();
      }
      group.take(lane);
    }
    if (!group.lines.isEmpty()) {
      send(group);
    }
  }

  private void send(Group group) {
    List<WriteCommand> commands = group.lines.stream().map(Pending::command).toList();
    // Composed, so that an exception, too, is an outcome of each line.
    Future.succeededFuture()
        .compose(nothing -> store.write(commands))
        .onComplete(
            done -> {
              group.lanes.forEach(lane -> lane.busy = false);
              bytes -= group.bytes;
              settle(group.lines, done);
              sendAll();
              give();
            });
  }

  private static void settle(List<Pending> lines, AsyncResult<List<WriteResult>> done) {
    for (int i = 0; i < lines.size(); i++) {
      Slot slot = lines.get(i).slot();
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
