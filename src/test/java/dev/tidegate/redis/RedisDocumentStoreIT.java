package dev.tidegate.redis;

import static dev.tidegate.testing.JsonText.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.config.GatewayConfig;
import dev.tidegate.config.RedisConfig;
import dev.tidegate.feed.LogEntry;
import dev.tidegate.feed.LogSlice;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Change;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Position;
import dev.tidegate.model.Shards;
import dev.tidegate.model.StoreUnavailableException;
import dev.tidegate.model.Values;
import dev.tidegate.testing.OnContext;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import dev.tidegate.testing.Schemas;
import dev.tidegate.testing.Stores;
import dev.tidegate.write.Conditions;
import dev.tidegate.write.Conditions.Precondition;
import dev.tidegate.write.DocumentStore;
import dev.tidegate.write.WriteCommand;
import dev.tidegate.write.WriteCommand.Adjust;
import dev.tidegate.write.WriteCommand.Delete;
import dev.tidegate.write.WriteCommand.Delta;
import dev.tidegate.write.WriteCommand.Patch;
import dev.tidegate.write.WriteCommand.Put;
import dev.tidegate.write.WriteResult;
import dev.tidegate.write.WriteResult.NotFound;
import dev.tidegate.write.WriteResult.OutOfBounds;
import dev.tidegate.write.WriteResult.Refused;
import dev.tidegate.write.WriteResult.RevisionMismatch;
import dev.tidegate.write.WriteResult.Written;
import dev.tidegate.write.WriteService;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many writes in one call of the script, in a real Redis. */
@ExtendWith({RealServers.class, VertxExtension.class})
class RedisDocumentStoreIT {
  private static final Collection PRODUCTS = Schemas.products();
  private static final Field PRICE = PRODUCTS.require("price");
  private static final Shards SHARDS = new Shards(4);
  private static final int SLICE = 1 << 20;

  private final Vertx vertx;
  private final Context context;

  private String prefix;
  private RedisLink link;
  private RedisDocumentStore store;
  private RedisChangeLog changes;
  private RedisDocumentReader reader;

  RedisDocumentStoreIT(Vertx vertx) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  @BeforeEach
  void connect(RedisServer server) {
    prefix = UUID.randomUUID().toString();
    RedisConfig config = Stores.redis(server.url(), prefix).redis();
    Catalog catalog = new Catalog(List.of(PRODUCTS));
    link = new RedisLink(vertx, context, config);
    on(link::open);
    store = new RedisDocumentStore(link, config, catalog, SHARDS, InstantSource.system());
    changes = new RedisChangeLog(link, config, catalog, SHARDS, () -> UUID.randomUUID().toString());
    reader = new RedisDocumentReader(link, config, SHARDS);
  }

  @AfterEach
  void disconnect() {
    on(link::close);
  }

  @Test
  void eachWriteOfACallHasItsOwnResult() {
    List<WriteResult> put = write(IntStream.range(0, 40).mapToObj(i -> put("d" + i, i)).toList());
    assertThat(put).allMatch(result -> ((Written) result).created());

    List<WriteResult> results =
        write(
            List.of(
                patch("d1", 100),
                patch("absent", 1),
                new Put(key("d2"), new Conditions(new Precondition.AtRevision(7), null), price(1)),
                adjust("d3", "-2"),
                adjust("d3", "9007199254740991"),
                new Delete(key("d4"), Conditions.NONE),
                put("d4", 4),
                adjust("d3", "-1")));

    assertThat(results.get(0)).isEqualTo(new Written(key("d1"), rev(results, 0), false, ""));
    assertThat(results.get(1)).isEqualTo(new NotFound(key("absent")));
    assertThat(results.get(2)).isEqualTo(new RevisionMismatch(key("d2"), rev(put, 2)));
    assertThat(results.get(3))
        .isEqualTo(new Written(key("d3"), rev(results, 3), false, json("{'price':1}")));
    assertThat(results.get(4)).isEqualTo(new OutOfBounds(key("d3"), rev(results, 3), "price"));
    assertThat(results.get(5)).isEqualTo(new Written(key("d4"), rev(results, 5), false, ""));
    assertThat(results.get(6)).isEqualTo(new Written(key("d4"), rev(results, 6), true, ""));
    assertThat(results.get(7))
        .isEqualTo(new Written(key("d3"), rev(results, 7), false, json("{'price':0}")));
    assertThat(rev(results, 7)).isGreaterThan(rev(results, 3));
  }

  @Test
  void theLogOfACallIsAnUnbrokenChainInEachShard() {
    Position from = on(changes::tip);
    List<WriteCommand> commands = new ArrayList<>();
    IntStream.range(0, 60).forEach(i -> commands.add(put("d" + i % 20, i)));
    List<WriteResult> results = write(commands);

    long[] reached = from.revs();
    List<Long> logged = new ArrayList<>();
    for (LogEntry entry : on(() -> changes.readAfter(from, SLICE)).entries()) {
      assertThat(entry.previousRev()).isEqualTo(reached[entry.shard()]);
      reached[entry.shard()] = entry.rev();
      logged.add(entry.rev());
    }
    assertThat(logged)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 60).mapToObj(i -> rev(results, i)).toList());
    assertThat(on(changes::tip).revs()).isEqualTo(reached);
  }

  @Test
  void aReaderMayStandWithinTheChangesOfACall() {
    Position from = on(changes::tip);
    write(IntStream.range(0, 40).mapToObj(i -> put("d" + i % 7, i)).toList());
    List<LogEntry> all = on(() -> changes.readAfter(from, SLICE)).entries();
    long[] revs = from.revs();
    for (int read = 0; read < all.size(); read++) {
      Position within = new Position(from.epoch(), revs);
      assertThat(on(() -> changes.readAfter(within, SLICE)).entries())
          .hasSize(all.size() - read)
          .allMatch(entry -> entry.rev() > within.rev(entry.shard()));
      revs[all.get(read).shard()] = all.get(read).rev();
    }
  }

  /** Slices that cut a shard short: it counts as unfinished, and none of its entries as lost. */
  @Test
  void slicesOfAnySizeAddUpToTheLog() {
    Position from = on(changes::tip);
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      String text = "x".repeat(random.nextInt(3) == 0 ? random.nextInt(30_000) : random.nextInt(9));
      Values values = Values.of(PRODUCTS, Map.of("brand", bytes("\"" + i + text + "\"")));
      write(List.of(new Put(key("d" + i % 20), Conditions.NONE, values)));
    }
    Position tip = on(changes::tip);
    for (int max : new int[] {1, 500, 40_000, 10_000_000}) {
      Position at = from;
      LogSlice slice;
      do {
        Position before = at;
        slice = on(() -> changes.readAfter(before, max));
        long[] revs = at.revs();
        for (LogEntry entry : slice.entries()) {
          assertThat(entry.previousRev()).isEqualTo(revs[entry.shard()]);
          revs[entry.shard()] = entry.rev();
        }
        assertThat(slice.bytes()).isLessThan(max + 31_000);
        at = new Position(from.epoch(), revs);
        for (int shard = 0; shard < revs.length; shard++) {
          boolean hasMore = revs[shard] < tip.rev(shard);
          assertThat(!hasMore || slice.unfinished().contains(shard)).isTrue();
        }
      } while (!slice.entries().isEmpty());
      assertThat(at).isEqualTo(tip);
    }
  }

  @Test
  void aChangeIsLoggedAsItIs() {
    Position from = on(changes::tip);
    Field brand = PRODUCTS.require("brand");
    Values values =
        Values.of(PRODUCTS, Map.of("name", bytes("\"a\\tb\\n\""), "brand", bytes("\"x\"")));
    WriteCommand unset =
        new Patch(key("a"), Conditions.NONE, Values.empty(), FieldSet.of(brand.ordinal()));
    List<WriteResult> results =
        write(
            List.of(
                new Put(key("a"), Conditions.NONE, values),
                unset,
                unset,
                new Delete(key("a"), Conditions.NONE),
                put("a", 5)));
    assertThat(on(() -> changes.readAfter(from, SLICE)).entries())
        .extracting(LogEntry::change)
        .containsExactly(
            new Change.Created(key("a"), rev(results, 0), values),
            new Change.Updated(
                key("a"),
                rev(results, 1),
                rev(results, 0),
                Values.empty(),
                FieldSet.of(brand.ordinal())),
            new Change.Updated(
                key("a"), rev(results, 2), rev(results, 1), Values.empty(), FieldSet.EMPTY),
            new Change.Removed(key("a"), rev(results, 3)),
            new Change.Created(key("a"), rev(results, 4), price(5)));
  }

  @Test
  void longChangesAreEntriesOfTheirOwn() {
    Position from = on(changes::tip);
    byte[] name = bytes("\"" + "n".repeat(20_000) + "\"");
    Values values = Values.of(PRODUCTS, Map.of("name", name));
    List<WriteCommand> commands = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      commands.add(put("a", i));
      commands.add(new Put(key("a"), Conditions.NONE, values));
    }
    write(commands);
    String log = new Keys(prefix).log(SHARDS.of(key("a")));
    assertThat(on(() -> link.send(Request.cmd(Command.XLEN).arg(log))).toLong()).isEqualTo(3);
    assertThat(on(() -> changes.readAfter(from, SLICE)).entries()).hasSize(6);
  }

  @Test
  void theLogKeepsItsLengthCountedInChanges() {
    Position from = on(changes::tip);
    List<WriteCommand> group = IntStream.range(0, 100).mapToObj(i -> put("a", i)).toList();
    IntStream.range(0, 50).forEach(i -> write(group));
    IntStream.range(0, 500).forEach(i -> write(List.of(put("a", i))));
    assertThat(on(() -> changes.readAfter(from, SLICE)).entries()).hasSizeGreaterThanOrEqualTo(100);
    String log = new Keys(prefix).log(SHARDS.of(key("a")));
    long entries = on(() -> link.send(Request.cmd(Command.XLEN).arg(log))).toLong();
    // Redis trims the log by whole nodes of a hundred entries.
    assertThat(entries).isBetween(500L, 700L);
  }

  @Test
  void whereRedisIsOutOfMemoryDeletionsAreAcceptedAndLoggedAndNothingElseIs() {
    write(List.of(put("a", 1), put("b", 1), put("c", 1)));
    Position from = on(changes::tip);
    on(() -> link.send(config("maxmemory", "1")));
    try {
      assertThat(write(List.of(patch("b", 2)))).singleElement().isInstanceOf(Refused.class);
      assertThat(write(List.of(new Delete(key("a"), Conditions.NONE))))
          .singleElement()
          .isInstanceOf(Written.class);
      // Writes after a deletion in the same call are rejected, too.
      assertThat(
              write(
                  List.of(
                      patch("b", 2),
                      new Delete(key("c"), Conditions.NONE),
                      patch("b", 3),
                      put("c", 4))))
          .extracting(result -> result.getClass().getSimpleName())
          .containsExactly("Refused", "Written", "Refused", "Refused");
      for (int shard = 0; shard < SHARDS.count(); shard++) {
        RedisDirtyQueue queue =
            new RedisDirtyQueue(link, Stores.redis("redis://unused", prefix).redis(), shard, "me");
        assertThat(on(queue::acquireLease)).isTrue();
        assertThat(on(queue::acquireLease)).isTrue();
      }
    } finally {
      on(() -> link.send(config("maxmemory", "0")));
    }
    assertThat(on(() -> changes.readAfter(from, SLICE)).entries())
        .extracting(entry -> String.valueOf(entry.change()).startsWith("Removed"))
        .containsExactly(true, true);
    assertThat(write(List.of(patch("b", 2)))).singleElement().isInstanceOf(Written.class);
    assertThat(write(List.of(patch("a", 2)))).singleElement().isInstanceOf(NotFound.class);
  }

  @Test
  void anEntryThatCannotBeDecodedKeepsItsPlaceInTheLog() {
    Position from = on(changes::tip);
    write(List.of(put("a", 1)));
    Keys keys = new Keys(prefix);
    int shard = SHARDS.of(key("a"));
    long rev = on(changes::tip).rev(shard);
    for (String text : List.of("", rev + "\nz\t1\t0\tproducts/a", "what\nn", rev + "\nn\t9")) {
      long next = on(changes::tip).rev(shard) + 1;
      on(
          () ->
              link.send(
                  Request.cmd(Command.XADD)
                      .arg(keys.log(shard))
                      .arg(next + "-0")
                      .arg("c")
                      .arg(text)));
      on(() -> link.send(Request.cmd(Command.SET).arg(keys.clock(shard)).arg(next)));
    }
    write(List.of(patch("a", 2)));
    List<LogEntry> entries = on(() -> changes.readAfter(from, SLICE)).entries();
    assertThat(entries)
        .extracting(LogEntry::readable)
        .containsExactly(true, false, false, false, false, true);
  }

  @Test
  void theLogIsTrimmedByTheClockOfTheStore() {
    IntStream.range(0, 300).forEach(i -> write(List.of(put("a", i))));
    String log = new Keys(prefix).log(SHARDS.of(key("a")));
    GatewayConfig config = Stores.redis("redis://unused", prefix);
    long before = on(() -> link.send(Request.cmd(Command.XLEN).arg(log))).toLong();
    trim(config, Duration.ofHours(1));
    assertThat(on(() -> link.send(Request.cmd(Command.XLEN).arg(log))).toLong()).isEqualTo(before);
    trim(config, Duration.ZERO);
    assertThat(on(() -> link.send(Request.cmd(Command.XLEN).arg(log))).toLong())
        .isLessThanOrEqualTo(before - 100);
  }

  /** Commands of one connection are executed in order: the next answer comes after the trimming. */
  private void trim(GatewayConfig config, Duration age) {
    on(
        () -> {
          new LogTrimmer(link, config.redis(), SHARDS, age).trim();
          return link.send(Request.cmd(Command.PING));
        });
    // The first use of a script is sent again with its source.
    on(
        () -> {
          new LogTrimmer(link, config.redis(), SHARDS, age).trim();
          return link.send(Request.cmd(Command.PING));
        });
  }

  private static Request config(String name, String value) {
    return Request.cmd(Command.CONFIG).arg("SET").arg(name).arg(value);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void writesOfOneTurnAreOneCallInTheirOrder() {
    CountedStore counted = new CountedStore(store, Future.succeededFuture());
    WriteService grouped = service(counted, 100);
    List<Future<WriteResult>> writes = new ArrayList<>();
    on(
        () -> {
          IntStream.range(0, 30).forEach(i -> writes.add(grouped.write(put("d" + i % 10, i))));
          return Future.all(writes);
        });
    assertThat(counted.calls.get()).isEqualTo(1);
    for (int i = 10; i < 30; i++) {
      Written later = (Written) writes.get(i).result();
      Written earlier = (Written) writes.get(i - 10).result();
      assertThat(later.key()).isEqualTo(key("d" + i % 10));
      assertThat(later.rev()).isGreaterThan(earlier.rev());
    }
    Values last =
        requireNonNull(on(() -> reader.read(PRODUCTS, List.of("d3"))).getFirst().values());
    assertThat(last.get(PRICE)).asString(UTF_8).isEqualTo("23");
  }

  @Test
  void whatComesWhileACallIsUnderWayIsTheNextCallAndIsBounded() {
    Promise<Void> answer = Promise.promise();
    CountedStore slow = new CountedStore(store, answer.future());
    WriteService grouped = service(slow, 5);
    List<Future<WriteResult>> writes = new ArrayList<>();
    writes.add(grouped(grouped, 0));
    assertThat(on(() -> Future.succeededFuture(slow.calls.get()))).isEqualTo(1);
    IntStream.range(1, 7).forEach(i -> writes.add(grouped(grouped, i)));
    assertThat(writes.get(6).cause())
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage("Limit of waiting writes reached (5).");
    on(
        () -> {
          answer.complete();
          return Future.join(writes).otherwiseEmpty();
        });
    assertThat(slow.calls.get()).isEqualTo(2);
    assertThat(writes.subList(0, 6)).allMatch(Future::succeeded);
    assertThat(on(() -> reader.read(PRODUCTS, List.of("d6"))).getFirst().values()).isNull();
  }

  private WriteService service(DocumentStore store, int maxWaiting) {
    return new WriteService(store, SHARDS, context, maxWaiting, List.of());
  }

  /** Writes a document in a turn of its own. */
  private Future<WriteResult> grouped(WriteService grouped, int i) {
    return on(() -> Future.succeededFuture(grouped.write(put("d" + i, i))));
  }

  @Test
  void whatFailsACallFailsEachOfItsWrites() {
    WriteService grouped = service(store, 2);
    on(link::close);
    List<Future<WriteResult>> writes = new ArrayList<>();
    on(
        () -> {
          IntStream.range(0, 3).forEach(i -> writes.add(grouped.write(put("d" + i, i))));
          return Future.join(writes).otherwiseEmpty();
        });
    assertThat(writes).allMatch(write -> write.cause() instanceof StoreUnavailableException);
  }

  private List<WriteResult> write(List<WriteCommand> commands) {
    return on(() -> store.write(commands));
  }

  private static DocumentKey key(String id) {
    return new DocumentKey(PRODUCTS.name(), id);
  }

  private static Values price(long price) {
    return Values.of(PRODUCTS, Map.of("price", Long.toString(price).getBytes(UTF_8)));
  }

  private static WriteCommand put(String id, long price) {
    return new Put(key(id), Conditions.NONE, price(price));
  }

  private static WriteCommand patch(String id, long price) {
    return new Patch(key(id), Conditions.NONE, price(price), FieldSet.EMPTY);
  }

  private static WriteCommand adjust(String id, String amount) {
    return new Adjust(key(id), Conditions.NONE, List.of(new Delta(PRICE, amount)));
  }

  private static long rev(List<WriteResult> results, int i) {
    return ((Written) results.get(i)).rev();
  }

  private <T> T on(Supplier<Future<T>> call) {
    return OnContext.await(context, call);
  }

  /** Store that counts its calls, and executes them after a future has completed. */
  private static final class CountedStore implements DocumentStore {
    final DocumentStore store;
    final Future<Void> answer;
    final AtomicInteger calls = new AtomicInteger();

    CountedStore(DocumentStore store, Future<Void> answer) {
      this.store = store;
      this.answer = answer;
    }

    @Override
    public Future<List<WriteResult>> write(List<WriteCommand> commands) {
      calls.incrementAndGet();
      return answer.compose(nothing -> store.write(commands));
    }
  }
}
