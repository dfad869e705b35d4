package dev.tidegate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.feed.ChangeLog;
import dev.tidegate.feed.LogSlice;
import dev.tidegate.model.Position;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResumePositionsTest {
  private final Vertx vertx = Vertx.vertx();
  private final Log log = new Log();
  private Position dispatched = new Position("e", 10, 10);
  private final ResumePositions positions = new ResumePositions(vertx, log, () -> dispatched);
  private final List<String> told = new ArrayList<>();

  @AfterEach
  void close() {
    vertx.close();
  }

  private void judge(Position position) {
    positions.judge(position, () -> told.add("reached"), told::add);
  }

  @Test
  void whatWasDispatchedNeedsNoQuestion() {
    judge(new Position("e", 10, 9));
    judge(new Position("another", 1, 1));
    assertThat(told).containsExactly("reached", "epoch_changed");
    assertThat(log.asked).isEmpty();
  }

  @Test
  void whatTheStoreHasIsWaitedFor() {
    judge(new Position("e", 12, 3));
    log.answer(new Position("e", 12, 10));
    assertThat(told).isEmpty();
    dispatched = new Position("e", 11, 10);
    positions.advanced();
    assertThat(told).isEmpty();
    dispatched = new Position("e", 12, 10);
    positions.advanced();
    positions.advanced();
    assertThat(told).containsExactly("reached");
  }

  @Test
  void whatTheStoreHasNotIsRefused() {
    judge(new Position("e", 12, 3));
    log.answer(new Position("e", 11, 30));
    assertThat(told).containsExactly("position_ahead");
    judge(new Position("e", 12, 3));
    log.answer(new Position("another", 40, 40));
    assertThat(told).containsExactly("position_ahead", "epoch_changed");
  }

  @Test
  void oneQuestionServesAllThatCameBeforeItAndNoneThatCameAfter() {
    judge(new Position("e", 11, 3));
    judge(new Position("e", 12, 3));
    judge(new Position("e", 13, 3));
    assertThat(log.asked).hasSize(1);
    log.answer(new Position("e", 11, 10));
    // The first question was asked for the first alone.
    log.answer(new Position("e", 12, 10));
    assertThat(told).containsExactly("position_ahead");
    dispatched = new Position("e", 12, 10);
    positions.advanced();
    assertThat(told).containsExactly("position_ahead", "reached", "reached");
  }

  @Test
  void whileTheStoreDoesNotAnswerItIsAskedAgain() throws InterruptedException {
    judge(new Position("e", 12, 3));
    log.fail();
    assertThat(log.questions.poll(20, TimeUnit.SECONDS)).isNotNull();
    assertThat(log.questions.poll(20, TimeUnit.SECONDS)).isNotNull();
    assertThat(told).isEmpty();
  }

  /** A log that tells its end when a test has it do so. */
  private static final class Log implements ChangeLog {
    private final Deque<Promise<Position>> asked = new ArrayDeque<>();
    private final BlockingQueue<Object> questions = new LinkedBlockingQueue<>();

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
      questions.add(promise);
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
