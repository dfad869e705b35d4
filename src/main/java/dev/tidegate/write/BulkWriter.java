package dev.tidegate.write;

import io.vertx.core.AsyncResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writer of a stream of commands. It returns the outcomes in the order of the commands. Memory is
 * bounded if the caller pauses while {@link #isFull}. Confined to the caller's context.
 *
 * <p>Commands are sent in groups. A shard has at most one group under way, so that writes to one
 * document keep their order. A group of a single shard is cheapest; {@link #flush} combines shards
 * that have fewer commands.
 */
public final class BulkWriter {
  private static final int GROUP = WriteService.GROUP;
  private static final int GROUP_BYTES = WriteService.GROUP_BYTES;

  /** Maximum commands without an outcome. */
  private static final int WINDOW = 4_096;

  /** Maximum bytes of the commands without an outcome. */
  private static final int WINDOW_BYTES = 1 << 20;

  /**
   * Outcome of one line: a result or a failure.
   *
   * @param id the id in the line; empty if it can't be read
   * @param keyed whether the line has an idempotency key
   */
  public record Outcome(
      String id, boolean keyed, @Nullable WriteResult result, @Nullable Throwable failure) {}

  /** Place of a line in the order of the outcomes. */
  private static final class Slot {
    final String id;
    final boolean keyed;
    @Nullable Outcome outcome;

    Slot(String id, boolean keyed) {
      this.id = id;
      this.keyed = keyed;
    }
  }

  private record Pending(Slot slot, WriteCommand command, int bytes) {}

  /** Commands of one shard that have not been sent. */
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

  private final WriteService writes;
  private final Consumer<Outcome> results;
  private final Runnable progressed;
  private final Lane[] lanes;
  private final Deque<Slot> slots = new ArrayDeque<>();
  private int bytes;

  /**
   * Creates the writer of one bulk request.
   *
   * @param results receives the outcome of each line, in order
   * @param progressed called after one or more outcomes
   */
  public BulkWriter(WriteService writes, Consumer<Outcome> results, Runnable progressed) {
    this.writes = writes;
    this.results = results;
    this.progressed = progressed;
    this.lanes = new Lane[writes.shards().count()];
    for (int shard = 0; shard < lanes.length; shard++) {
      lanes[shard] = new Lane();
    }
  }

  /** Adds the command of the next line. It may wait for {@link #flush}. */
  public void write(WriteCommand command) {
    Slot slot = new Slot(command.key().id(), command.conditions().idempotency() != null);
    slots.add(slot);
    Lane lane = lanes[writes.shards().of(command.key())];
    Pending pending = new Pending(slot, command, command.bytes());
    lane.add(pending);
    bytes += pending.bytes();
    if (lane.hasGroup() && !lane.busy) {
      Group group = new Group();
      group.take(lane);
      send(group);
    }
  }

  /** Adds the next line, which is invalid. */
  public void reject(String id, Throwable reason) {
    Slot slot = new Slot(id, false);
    slot.outcome = new Outcome(id, false, null, reason);
    slots.add(slot);
  }

  /** Sends waiting commands, except those of shards with a group under way. */
  public void flush() {
    sendAll();
    deliver();
  }

  /** Returns whether the caller should add nothing until {@code progressed} is called. */
  public boolean isFull() {
    return slots.size() >= WINDOW || bytes >= WINDOW_BYTES;
  }

  /** Returns the approximate bytes of the commands without an outcome. */
  public int bytes() {
    return bytes;
  }

  /** Returns whether every line has had its outcome. */
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
    writes
        .write(commands)
        .onComplete(
            done -> {
              group.lanes.forEach(lane -> lane.busy = false);
              bytes -= group.bytes;
              settle(group.lines, done);
              sendAll();
              deliver();
            });
  }

  private static void settle(List<Pending> lines, AsyncResult<List<WriteResult>> done) {
    for (int i = 0; i < lines.size(); i++) {
      Slot slot = lines.get(i).slot();
      slot.outcome =
          done.succeeded()
              ? new Outcome(slot.id, slot.keyed, done.result().get(i), null)
              : new Outcome(slot.id, slot.keyed, null, done.cause());
    }
  }

  /** Passes on the outcomes that all earlier lines have. */
  private void deliver() {
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
