package dev.tidegate.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.config.RedisConfig;
import dev.tidegate.index.DirtyQueue.Backlog;
import dev.tidegate.index.DirtyQueue.Entry;
import dev.tidegate.index.DirtyQueue.Refusal;
import dev.tidegate.index.DirtyQueue.Seen;
import dev.tidegate.index.DirtyQueue.Standing;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.testing.OnContext;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import dev.tidegate.testing.Schemas;
import dev.tidegate.testing.Stores;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The queue's scripts in a real Redis. */
@ExtendWith({RealServers.class, VertxExtension.class})
class RedisDirtyQueueIT {
  /** Revision with the number of digits of current revisions. */
  private static final long REV = 1_764_000_000_000_001L;

  private static final Entry A = new Entry(new DocumentKey("products", "a"), REV);
  private static final Entry B = new Entry(new DocumentKey("products", "b"), REV + 1);

  private final Vertx vertx;
  private final Context context;

  private Keys keys;
  private RedisLink link;
  private RedisDirtyQueue queue;
  private RedisDirtyQueue other;

  RedisDirtyQueueIT(Vertx vertx) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  @BeforeEach
  void connect(RedisServer server) {
    String prefix = UUID.randomUUID().toString();
    RedisConfig config = Stores.redis(server.url(), prefix).redis();
    keys = new Keys(prefix);
    link = new RedisLink(vertx, context, config);
    on(link::open);
    queue = new RedisDirtyQueue(link, config, 3, "one");
    other = new RedisDirtyQueue(link, config, 3, "other");
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
    assertThat(on(() -> queue.take(10)).entries()).containsExactly(A, B);
    assertThat(on(() -> queue.take(1)).entries()).containsExactly(A);
    assertThat(on(queue::backlog)).isEqualTo(new Backlog(2, REV, 0));
  }

  @Test
  void keepsWhatChangedSinceItWasReadAsOfThen() {
    mark(A);
    mark(B);
    exists(A, REV + 2);
    on(() -> queue.done(List.of(seen(A, REV + 1), seen(B, REV + 1))));
    assertThat(on(() -> queue.take(10)).entries())
        .containsExactly(new Entry(A.key(), REV + 2), new Entry(B.key(), REV + 2));
    on(() -> queue.refuse(List.of(new Refusal(seen(A, REV + 1), "old news"))));
    assertThat(on(queue::backlog)).isEqualTo(new Backlog(2, REV + 2, 0));
    on(() -> queue.done(List.of(seen(A, REV + 5), gone(B, REV + 5))));
    assertThat(on(queue::backlog)).isEqualTo(new Backlog(0, 0, 0));
  }

  @Test
  void isNotToldByOneWhoReadLongBefore() {
    Entry later = new Entry(A.key(), REV + 9);
    mark(later);
    exists(A, REV + 9);
    on(() -> queue.done(List.of(seen(A, REV + 3))));
    on(() -> send(Command.DEL, keys.document(3, A.key())));
    on(() -> queue.done(List.of(gone(A, REV + 3))));
    assertThat(on(() -> queue.take(10)).entries()).containsExactly(later);
  }

  @Test
  void putsAsideWithTheReasonUntilDone() {
    mark(A);
    exists(A, REV - 7);
    on(() -> queue.refuse(List.of(new Refusal(seen(A, REV), "no good"))));
    assertThat(on(queue::backlog)).isEqualTo(new Backlog(0, 0, 1));
    assertThat(on(() -> send(Command.HGET, keys.refused(3), "products/a")))
        .matches((REV - 7) + " \\d{16} no good");
    mark(B);
    on(() -> queue.done(List.of(seen(A, REV), gone(B, REV + 1))));
    assertThat(on(queue::backlog)).isEqualTo(new Backlog(0, 0, 0));
  }

  @Test
  void marksWhatIsNotMarkedAsIfItWereWrittenNow() {
    on(() -> send(Command.SET, keys.clock(3), Long.toString(REV + 9)));
    mark(A);
    on(() -> queue.mark(List.of(A.key(), B.key())));
    assertThat(on(() -> queue.take(2)).entries()).containsExactly(A, new Entry(B.key(), REV + 9));
  }

  @Test
  void tellsHowDocumentsStand() {
    mark(A);
    mark(B);
    on(() -> queue.refuse(List.of(new Refusal(gone(B, REV + 1), "no good"))));
    DocumentKey settled = new DocumentKey("products", "c");
    assertThat(on(() -> queue.standing(List.of(B.key(), settled, A.key()))))
        .containsExactly(Standing.REFUSED, Standing.SETTLED, Standing.WAITING);
  }

  @Test
  void tellsWhoTakesOfTheIndicesBeingBuilt() {
    Collection products = Schemas.products();
    on(() -> queue.announce(products, "one"));
    assertThat(on(() -> queue.take(1)).building()).containsExactly(Map.entry("products", "one"));
    on(() -> queue.announce(products, "two"));
    on(() -> queue.withdraw(products, "one"));
    assertThat(on(() -> queue.take(1)).building()).containsExactly(Map.entry("products", "two"));
    on(() -> queue.withdraw(products, "two"));
    assertThat(on(() -> queue.take(1)).building()).isEmpty();
  }

  @Test
  void countsOneCollectionOfMany() {
    for (int i = 0; i < 2_000; i++) {
      String id = "d" + i;
      mark(new Entry(new DocumentKey(i % 2 == 0 ? "products" : "orders", id), REV + i));
    }
    on(() -> queue.refuse(List.of(refusal("products", 0), refusal("orders", 1))));
    assertThat(on(() -> queue.backlogOf(Schemas.products())))
        .isEqualTo(new Backlog(999, REV + 2, 1));
  }

  private static Refusal refusal(String collection, int i) {
    return new Refusal(new Seen(new DocumentKey(collection, "d" + i), REV + i, false), "no good");
  }

  private static Seen seen(Entry entry, long upTo) {
    return new Seen(entry.key(), upTo, true);
  }

  private static Seen gone(Entry entry, long upTo) {
    return new Seen(entry.key(), upTo, false);
  }

  private void exists(Entry entry, long rev) {
    String document = keys.document(3, entry.key());
    on(() -> send(Command.HSET, document, "_rev", Long.toString(rev)));
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

  private <T> T on(Supplier<Future<T>> call) {
    return OnContext.await(context, call);
  }
}
