package dev.tidegate.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.model.DocumentKey;
import dev.tidegate.search.DirtyQueue.Backlog;
import dev.tidegate.search.DirtyQueue.Entry;
import dev.tidegate.search.DirtyQueue.Refusal;
import dev.tidegate.search.Schemas;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The queue's scripts in a real Redis. */
@ExtendWith(RealServers.class)
class RedisDirtyQueueIT {
  /** As long as today's revisions are. */
  private static final long REV = 1_764_000_000_000_001L;

  private static final Entry A = new Entry(new DocumentKey("products", "a"), REV);
  private static final Entry B = new Entry(new DocumentKey("products", "b"), REV + 1);

  private static Vertx vertx;
  private static Context context;

  private Keys keys;
  private RedisLink link;
  private RedisDirtyQueue queue;
  private RedisDirtyQueue other;

  @BeforeAll
  static void startVertx() {
    vertx = Vertx.vertx();
    context = vertx.getOrCreateContext();
  }

  @AfterAll
  static void stopVertx() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @BeforeEach
  void connect(RedisServer server) {
    String prefix = UUID.randomUUID().toString();
    RedisSettings settings =
        new RedisSettings(
            server.url(), prefix, Duration.ofSeconds(5), 1_000, 1_000, Duration.ofHours(1));
    keys = new Keys(prefix);
    link = new RedisLink(vertx, context, settings);
    on(link::open);
    queue = new RedisDirtyQueue(link, settings, 3, "one");
    other = new RedisDirtyQueue(link, settings, 3, "other");
  }

  @AfterEach
  void disconnect() {
    on(link::close);
  }

  @Test
  void oneHolderAtATime() {
    assertThat(on(queue::acquireLease)).isTrue();
    assertThat(on(other::acquireLease)).isFalse();
    assertThat(on(queue::acquireLease)).isTrue();
    on(other::releaseLease);
    assertThat(on(other::acquireLease)).isFalse();
    on(queue::releaseLease);
    assertThat(on(other::acquireLease)).isTrue();
  }

  @Test
  void givesTheOldestFirstWithExactRevisions() {
    mark(B);
    mark(A);
    assertThat(on(() -> queue.oldest(10))).containsExactly(A, B);
    assertThat(on(() -> queue.oldest(1))).containsExactly(A);
    assertThat(on(queue::backlog)).isEqualTo(new Backlog(2, REV, 0));
  }

  @Test
  void keepsWhatWasMarkedAgain() {
    mark(A);
    mark(B);
    Entry again = new Entry(A.key(), REV + 2);
    mark(again);
    on(() -> queue.done(List.of(A, B)));
    assertThat(on(() -> queue.oldest(10))).containsExactly(again);
    on(() -> queue.refuse(List.of(new Refusal(A, "old news"))));
    assertThat(on(queue::backlog)).isEqualTo(new Backlog(1, REV + 2, 0));
  }

  @Test
  void putsAsideWithTheReasonUntilDone() {
    mark(A);
    on(() -> queue.refuse(List.of(new Refusal(A, "no good"))));
    assertThat(on(queue::backlog)).isEqualTo(new Backlog(0, 0, 1));
    assertThat(on(() -> send(Command.HGET, keys.refused(3), "products/a")))
        .isEqualTo(REV + " no good");
    mark(B);
    on(() -> queue.done(List.of(A, B)));
    assertThat(on(queue::backlog)).isEqualTo(new Backlog(0, 0, 0));
  }

  @Test
  void marksAllThatIsNotMarked() {
    for (int i = 0; i < 5_000; i++) {
      String id = "d" + i;
      on(() -> send(Command.ZADD, keys.ids(3, "products"), "0", id));
    }
    on(() -> send(Command.SET, keys.clock(3), Long.toString(REV + 9)));
    mark(new Entry(new DocumentKey("products", "d7"), REV));
    on(() -> queue.markAll(Schemas.products()));
    assertThat(on(queue::backlog)).isEqualTo(new Backlog(5_000, REV, 0));
    assertThat(on(() -> queue.oldest(2)).getLast().rev()).isEqualTo(REV + 9);
  }

  private void mark(Entry entry) {
    on(() -> send(Command.ZADD, keys.dirty(3), Long.toString(entry.rev()), entry.key().toString()));
  }

  private Future<String> send(Command command, String... args) {
    Request request = Request.cmd(command);
    for (String arg : args) {
      request.arg(arg);
    }
    return link.send(request).map(String::valueOf);
  }

  private static <T> T on(Supplier<Future<T>> call) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(nothing -> call.get().onComplete(promise));
    return promise
        .future()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }
}
