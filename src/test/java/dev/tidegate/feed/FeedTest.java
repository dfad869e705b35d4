package dev.tidegate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.model.Change;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.Position;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reactions of the feed to the responses of a log, step by step. */
@ExtendWith(VertxExtension.class)
class FeedTest {
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final Script log = new Script();
  private final Promise<Void> settled = Promise.promise();
  private final Feed feed;

  FeedTest(Vertx vertx) {
    Context context = vertx.getOrCreateContext();
    FeedListener listener =
        new FeedListener() {
          @Override
          public void onChanges(ChangeBatch batch) {
            heard.add("changes up to " + batch.position());
          }

          @Override
          public void onGap(Position position) {
            heard.add("gap at " + position);
          }

          @Override
          public void onEpoch(Position position) {
            heard.add("epoch " + position);
          }

          @Override
          public Future<Void> settled() {
            heard.add("waits");
            return settled.future();
          }
        };
    feed = new Feed(vertx, context, log, new FeedStatus(InstantSource.system()), listener);
  }

  @AfterEach
  void stop() {
    feed.stop();
  }

  @Test
  void entriesThatFollowAreHandedOn() throws InterruptedException {
    log.tip(1, 1);
    log.slice(entry(0, 2, 1), entry(1, 2, 1)).slice(entry(0, 3, 2));
    feed.start();
    expect("changes up to e-2-2", "changes up to e-3-2");
  }

  @Test
  void aMissingEntryIsAGap() throws InterruptedException {
    log.tip(1, 1);
    log.slice(entry(0, 2, 1), entry(0, 5, 4)).tip(6, 1).slice(entry(0, 7, 6));
    feed.start();
    expect("changes up to e-2-1", "gap at e-6-1", "changes up to e-7-1");
  }

  @Test
  void aQuietShardThatLostItsEntriesIsFoundWhileOthersGoOn() throws InterruptedException {
    log.tip(1, 1);
    log.slice(entry(0, 2, 1));
    feed.start();
    expect("changes up to e-2-1");
    // While the connection was lost, shard 1 reached 4, and its log was trimmed.
    log.fails().tip(3, 4).slice(entry(0, 3, 2), entry(0, 4, 3));
    feed.reconnected();
    expect("changes up to e-4-1", "gap at e-4-4");
  }

  @Test
  void aShardThatHoldsMoreIsNotTakenForTrimmed() throws InterruptedException {
    log.tip(1, 1);
    log.slice(entry(0, 2, 1));
    feed.start();
    expect("changes up to e-2-1");
    log.fails().tip(2, 3).unfinished(1, entry(1, 2, 1)).slice(entry(1, 3, 2));
    feed.reconnected();
    expect("changes up to e-2-2", "changes up to e-2-3");
  }

  @Test
  void theFeedWaitsForItsListenersWhenMuchIsOnItsWay() throws InterruptedException {
    log.tip(1, 1);
    log.large(entry(0, 2, 1)).slice(entry(0, 3, 2));
    feed.start();
    expect("changes up to e-2-1", "waits");
    heard.add("settled");
    settled.complete();
    expect("settled", "changes up to e-3-1");
  }

  @Test
  void anEntryThatCannotBeReadIsAGapAndTheFeedGoesOn() throws InterruptedException {
    log.tip(1, 1);
    log.slice(entry(0, 2, 1), LogEntry.unreadable(0, 3), entry(0, 4, 3)).slice(entry(0, 5, 4));
    feed.start();
    expect("changes up to e-2-1", "gap at e-3-1", "changes up to e-4-1", "changes up to e-5-1");
  }

  private void expect(String... events) throws InterruptedException {
    List<String> got = new ArrayList<>();
    for (int i = 0; i < events.length; i++) {
      got.add(String.valueOf(heard.poll(20, TimeUnit.SECONDS)));
    }
    assertThat(got).containsExactly(events);
  }

  private static LogEntry entry(int shard, long rev, long previous) {
    return new LogEntry(
        shard, rev, previous, new Change.Removed(new DocumentKey("products", "a"), rev));
  }

  /** A log that returns scripted responses in order, and waits for the next. */
  private static final class Script implements ChangeLog {
    private final Queue<Object> answers = new ArrayDeque<>();
    private final Queue<Promise<Object>> waiting = new ArrayDeque<>();

    Script tip(long... revs) {
      return then(new Position("e", revs));
    }

    Script slice(LogEntry... entries) {
      return then(new LogSlice(Arrays.asList(entries), Set.of(), 0));
    }

    Script unfinished(int shard, LogEntry... entries) {
      return then(new LogSlice(Arrays.asList(entries), Set.of(shard), 0));
    }

    Script large(LogEntry... entries) {
      return then(new LogSlice(Arrays.asList(entries), Set.of(), 64 << 20));
    }

    Script fails() {
      return then(new IllegalStateException("the connection is gone"));
    }

    private synchronized Script then(Object answer) {
      Promise<Object> first = waiting.poll();
      if (first == null) {
        answers.add(answer);
      } else {
        complete(first, answer);
      }
      return this;
    }

    private synchronized Future<Object> next() {
      Promise<Object> promise = Promise.promise();
      Object answer = answers.poll();
      if (answer == null) {
        waiting.add(promise);
      } else {
        complete(promise, answer);
      }
      return promise.future();
    }

    private static void complete(Promise<Object> promise, Object answer) {
      if (answer instanceof Exception failure) {
        promise.fail(failure);
      } else {
        promise.complete(answer);
      }
    }

    @Override
    public Future<Position> tip() {
      return next().map(Position.class::cast);
    }

    @Override
    public Future<Void> renewEpoch(String epoch) {
      return Future.succeededFuture();
    }

    @Override
    public Future<LogSlice> readAfter(Position position, int maxBytes) {
      return next().map(LogSlice.class::cast);
    }

    @Override
    public Future<LogSlice> awaitAfter(Position position, int maxBytes, Duration patience) {
      return next().map(LogSlice.class::cast);
    }
  }
}
