package dev.tidegate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.feed.ChangeLog;
import dev.tidegate.feed.LogSlice;
import dev.tidegate.model.Position;
import dev.tidegate.testing.ManualLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResumePositionsTest {
  private final ManualLoop loop = new ManualLoop();
  private final Log log = new Log();
  private Position dispatched = new Position("e", 10, 10);
  private final ResumePositions positions = new ResumePositions(loop, log, () -> dispatched);
  private final List<String> results = new ArrayList<>();

  private void validate(Position position) {
    positions.validate(position, () -> results.add("reached"), results::add);
  }

  @Test
  void acceptsDispatchedPositionsWithoutARequest() {
    validate(new Position("e", 10, 9));
    validate(new Position("another", 1, 1));
    assertThat(results).containsExactly("reached", "epoch_changed");
    assertThat(log.asked).isEmpty();
  }

  @Test
  void waitsForAPositionThatTheStoreHasReached() {
    validate(new Position("e", 12, 3));
    log.answer(new Position("e", 12, 10));
    assertThat(results).isEmpty();
    dispatched = new Position("e", 11, 10);
    positions.advanced();
    assertThat(results).isEmpty();
    dispatched = new Position("e", 12, 10);
    positions.advanced();
    positions.advanced();
    assertThat(results).containsExactly("reached");
  }

  @Test
  void rejectsAPositionThatTheStoreHasNotReached() {
    validate(new Position("e", 12, 3));
    log.answer(new Position("e", 11, 30));
    assertThat(results).containsExactly("position_ahead");
    validate(new Position("e", 12, 3));
    log.answer(new Position("another", 40, 40));
    assertThat(results).containsExactly("position_ahead", "epoch_changed");
  }

  @Test
  void oneRequestServesAllEarlierPositionsAndNoLaterOne() {
    validate(new Position("e", 11, 3));
    validate(new Position("e", 12, 3));
    validate(new Position("e", 13, 3));
    assertThat(log.asked).hasSize(1);
    log.answer(new Position("e", 11, 10));
    // The first request was sent before the others arrived.
    log.answer(new Position("e", 12, 10));
    assertThat(results).containsExactly("position_ahead");
    dispatched = new Position("e", 12, 10);
    positions.advanced();
    assertThat(results).containsExactly("position_ahead", "reached", "reached");
  }

  @Test
  void retriesWhileTheStoreIsUnavailable() {
    validate(new Position("e", 12, 3));
    log.fail();
    assertThat(log.asked).isEmpty();
    loop.advance(250);
    assertThat(log.asked).hasSize(1);
    assertThat(results).isEmpty();
    log.answer(new Position("e", 11, 10));
    assertThat(results).containsExactly("position_ahead");
  }

  /** Log whose end a test sets. */
  private static final class Log implements ChangeLog {
    private final Deque<Promise<Position>> asked = new ArrayDeque<>();

    void answer(Position tip) {
      asked.remove().complete(tip);
    }

    void fail() {
      asked.remove().fail("away");
    }

    @Override
    public Future<Position> tip() {
      Promise<Position> promise = Promise.promise();
      asked.add(promise);
      return promise.future();
    }

    @Override
    public Future<Void> renewEpoch(String epoch) {
      return Future.failedFuture("not of this test");
    }

    @Override
    public Future<LogSlice> readAfter(Position position, int maxBytes) {
      return Future.succeededFuture(new LogSlice(List.of(), Set.of(), 0));
    }

    @Override
    public Future<LogSlice> awaitAfter(Position position, int maxBytes, Duration patience) {
      return readAfter(position, maxBytes);
    }
  }
}
