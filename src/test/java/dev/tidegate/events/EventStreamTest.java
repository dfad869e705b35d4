package dev.tidegate.events;

import static dev.tidegate.testing.Items.ITEMS;
import static dev.tidegate.testing.Items.removed;
import static dev.tidegate.testing.Items.updated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.delivery.DeliveryClock;
import dev.tidegate.delivery.Flusher;
import dev.tidegate.delivery.LiveCounters;
import dev.tidegate.delivery.LiveMemory;
import dev.tidegate.delivery.Outbox;
import dev.tidegate.delivery.Pacer;
import dev.tidegate.delivery.Progress;
import dev.tidegate.delivery.ResumePositions;
import dev.tidegate.delivery.SlowClients;
import dev.tidegate.delivery.UpdateWriter;
import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.model.Change;
import dev.tidegate.model.Position;
import dev.tidegate.testing.ManualLoop;
import dev.tidegate.testing.MemoryLog;
import dev.tidegate.testing.RecordingTransport;
import dev.tidegate.wire.CloseCode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An event stream")
class EventStreamTest {
  private static final int MAX_QUEUE = 1_000;

  private final ManualLoop loop = new ManualLoop();
  private final MemoryLog log = new MemoryLog("e", 10, 2);
  private final LiveCounters counters = new LiveCounters();
  private final Progress progress = new Progress(new Position("e", 10));
  private final DeliveryClock clock = new DeliveryClock(Clock.systemUTC(), counters);
  private final UpdateWriter writer = new UpdateWriter(clock);
  private final Flusher flusher =
      new Flusher(loop, clock, writer, new SlowClients(new LiveMemory(1, 1), counters));
  private final ResumePositions positions = new ResumePositions(loop, log, progress::dispatched);
  private final EventStreams streams =
      new EventStreams(loop, log, progress, positions, clock, MAX_QUEUE);
  private final RecordingTransport transport = new RecordingTransport();
  private final List<CloseCode> ends = new ArrayList<>();
  private final Outbox outbox =
      new Outbox(transport, progress, flusher, new Pacer(loop), writer, counters, ends::add);

  private EventStream open(@Nullable Position since) {
    return streams.open(new EverySubscription("s", ITEMS, ITEMS.allFields(), since), outbox);
  }

  /** Adds changes to the log without dispatching them. */
  private void write(Change... changes) {
    for (Change change : changes) {
      log.add(change);
    }
  }

  private void dispatch(Change... changes) {
    write(changes);
    Position after = new Position("e", changes[changes.length - 1].rev());
    streams.dispatch(new ChangeBatch(List.of(changes), progress.dispatched(), after));
    progress.advance(after);
    positions.advanced();
    loop.run();
  }

  private List<String> sentPositions() {
    return transport.take().stream()
        .map(message -> message.replaceAll(".*'position':'([^']*)'.*", "$1"))
        .toList();
  }

  @Test
  @DisplayName("given a live stream, when changes are dispatched, then each is sent in order")
  void sendsDispatchedChanges() {
    open(null);
    dispatch(updated("a", 11, 5, "price", "1"), removed("b", 12));
    dispatch(updated("a", 13, 11, "price", "2"));

    assertThat(sentPositions()).hasSize(3).isSorted();
    assertThat(counters.events()).isEqualTo(3);
  }

  @Test
  @DisplayName("given a resume position, then it reads the log before it goes live")
  void readsTheLogFirst() {
    dispatch(updated("a", 11, 5, "price", "1"), updated("a", 12, 11, "price", "2"));
    dispatch(updated("a", 13, 12, "price", "3"));
    transport.full = true;
    EventStream stream = open(new Position("e", 10));
    dispatch(updated("a", 14, 13, "price", "4"));
    assertThat(stream.sentUpTo()).isEqualTo(new Position("e", 10));
    transport.full = false;
    outbox.touch();
    loop.run();

    assertThat(sentPositions()).hasSize(4).isSorted().doesNotHaveDuplicates();
    assertThat(stream.sentUpTo()).isEqualTo(new Position("e", 14));
  }

  @Test
  @DisplayName("given a trimmed log, when a stream resumes before its start, then it is reset")
  void resetsAfterATrimmedLog() {
    dispatch(updated("a", 11, 5, "price", "1"), updated("a", 12, 11, "price", "2"));
    log.trim();
    EventStream stream = open(new Position("e", 10));
    loop.run();

    assertThat(stream.isEnded()).isTrue();
    assertThat(transport.take()).singleElement().asString().contains("'log_trimmed'");
    dispatch(updated("a", 13, 12, "price", "3"));
    assertThat(transport.take()).isEmpty();
  }

  @Test
  @DisplayName("given another epoch, when a stream resumes, then it is reset")
  void resetsAfterAnotherEpoch() {
    EventStream stream = open(new Position("old", 10));
    loop.run();

    assertThat(stream.isEnded()).isTrue();
    assertThat(transport.take()).singleElement().asString().contains("'epoch_changed'");
  }

  @Test
  @DisplayName("given a failing log, when it works again, then the stream continues")
  void retriesTheLog() {
    dispatch(updated("a", 11, 5, "price", "1"));
    log.failing(true);
    open(new Position("e", 10));
    loop.advance(1_000);
    assertThat(transport.take()).isEmpty();
    log.failing(false);
    loop.advance(250);

    assertThat(sentPositions()).hasSize(1);
  }

  @Test
  @DisplayName("given a gap in the feed, then the stream reads the missing changes from the log")
  void readsAGap() {
    open(null);
    write(updated("a", 11, 5, "price", "1"), updated("a", 12, 11, "price", "2"));
    streams.gap(progress.dispatched(), new Position("e", 12));
    progress.advance(new Position("e", 12));
    dispatch(updated("a", 13, 12, "price", "3"));

    assertThat(sentPositions()).hasSize(3).isSorted().doesNotHaveDuplicates();
  }

  @Test
  @DisplayName(
      "given a full queue, when more waits than the limit, then the session ends with 4508")
  void endsOverTheLimit() {
    open(null);
    transport.full = true;
    for (int rev = 11; rev < 15; rev++) {
      dispatch(updated("a", rev, rev - 1, "name", "'" + "x".repeat(200) + "'"));
    }

    assertThat(ends).isNotEmpty().containsOnly(CloseCode.TOO_SLOW);
  }

  @Test
  @DisplayName("given a closed stream, when changes are dispatched, then nothing is sent")
  void sendsNothingAfterClose() {
    EventStream stream = open(null);
    streams.close(stream);
    dispatch(updated("a", 11, 5, "price", "1"));

    assertThat(transport.take()).isEmpty();
    assertThat(outbox.sentUpTo()).isEqualTo(new Position("e", 11));
  }
}
