package dev.tidegate.replay;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.CuttingProxy;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.LiveClient;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files replayed against a gateway on an empty store: what it holds then is what it has to. */
@ExtendWith(RealServers.class)
@Timeout(180)
class ReplayIT {
  private static final int WATCHED = 200;
  private static final int REAL_LINES = 20_000;
  private static final long REAL_OPENING = 1_000;
  private static final long DIRTY_OPENING = 1_000;

  @TempDir private Path directory = Path.of("");
  private final GatewayServer gateway;
  private final StoredProducts stored;

  ReplayIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    gateway = GatewayServer.start(redis.url(), elasticsearch.url());
    stored = new StoredProducts(gateway.http());
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void everyDirtyLineIsAccountedFor() throws Exception {
    Path file = dirtyOrders(6_000);
    ExpectedState expected = expectedOfDirty(file);
    assertThat(expected.lines().ignored()).isPositive();
    assertThat(expected.lines().refusedForStock()).isPositive();
    assertThat(expected.lines().errors()).isPositive();
    replayWatched(options(file, DIRTY_OPENING, Long.MAX_VALUE), expected);
  }

  @Test
  void theRealFileLeavesWhatItSays() throws Exception {
    Path file = RetailData.orSkip();
    replayWatched(
        options(file, REAL_OPENING, REAL_LINES),
        ExpectedState.of(file, REAL_OPENING, REAL_LINES, false));
  }

  @Test
  void nothingIsLostOrDoubledWhereConnectionsDie() throws Exception {
    Path file = dirtyOrders(2_000);
    ExpectedState expected = expectedOfDirty(file);
    try (CuttingProxy proxy = new CuttingProxy(gateway.port(), 20_000, Integer.MAX_VALUE)) {
      Summary summary = replay(options(file, proxy.address(), DIRTY_OPENING, Long.MAX_VALUE));
      assertThat(summary.counts().lines()).isEqualTo(expected.lines());
      assertThat(summary.counts().writes().repeated()).isPositive();
      assertThat(proxy.cuts()).isPositive();
    }
    assertThat(stored.docs(expected.docs().keySet())).isEqualTo(expected.docs());
  }

  @Test
  void aProductThatIsThereIsUsedAsItIs() throws Exception {
    gateway
        .http()
        .put("/v1/products/21000", json("{'name':'Mine','stock':5,'sold':2,'price':700}"));
    Path file =
        OrderFiles.of(
            directory.resolve("orders.csv"),
            "1,21000,THEIRS,3,2010-12-01 08:26:00,0,,",
            "2,21000,THEIRS,3,2010-12-01 08:27:00,0,,",
            "3,21000,THEIRS,-9,2010-12-01 08:28:00,7.00,,");
    Counts counts = replay(options(file, DIRTY_OPENING, Long.MAX_VALUE)).counts();
    assertThat(counts.lines()).isEqualTo(new Counts.Lines(3, 2, 0, 1, 0, 0));
    assertThat(counts.writes()).isEqualTo(new Counts.Writes(0, 1, 0, 2, 0));
    assertThat(stored.docs(List.of("21000")))
        .hasToString("{21000={\"name\":\"Mine\",\"price\":700,\"stock\":11,\"sold\":0}}");
  }

  @Test
  void aCollectionThatIsNotThereEndsItBeforeItBegins() throws IOException {
    Path file = dirtyOrders(10);
    ReplayOptions nowhere =
        new ReplayOptions(file, address(), "nothing", Speed.MAX, 1, 8, 10, Duration.ofSeconds(5));
    assertThatThrownBy(() -> replay(nowhere))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("404 unknown_collection");
  }

  @Test
  void aGatewayThatDoesNotComeBackIsGivenUp() throws Exception {
    Path file = dirtyOrders(2_000);
    Summary summary;
    try (CuttingProxy proxy = new CuttingProxy(gateway.port(), 20_000, 5)) {
      summary =
          replay(
              new ReplayOptions(
                  file,
                  proxy.address(),
                  "products",
                  Speed.MAX,
                  1,
                  8,
                  2_000,
                  Duration.ofSeconds(1)));
    }
    assertThat(summary.complete()).isFalse();
    assertThat(summary.ended()).startsWith("given up at line").contains("gave up after");
    Counts.Lines lines = summary.counts().lines();
    assertThat(lines.unfinished()).isPositive();
    assertThat(lines.read())
        .isEqualTo(
            lines.applied()
                + lines.ignored()
                + lines.refusedForStock()
                + lines.errors()
                + lines.unfinished());
  }

  @Test
  void aFileThatBreaksOffMeanwhileEndsItWithASummary() throws Exception {
    Path file = OrderFiles.dirty(directory.resolve("orders.csv"), 20_000);
    ReplayOptions slow =
        new ReplayOptions(
            directory.resolve("orders.csv.gz"),
            address(),
            "products",
            Speed.MAX,
            DIRTY_OPENING,
            1,
            Long.MAX_VALUE,
            Duration.ofSeconds(5));
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(slow.file()))) {
      Files.copy(file, out);
    }
    Summary summary =
        new ReplayRun(
                slow,
                (counts, total) -> {
                  try (FileChannel cut = FileChannel.open(slow.file(), StandardOpenOption.WRITE)) {
                    cut.truncate(100);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                })
            .run();
    assertThat(summary.ended()).startsWith("given up: the rest of the file can't be read");
    assertThat(summary.counts().lines().read()).isBetween(1L, 19_999L);
  }

  @Test
  void whereNothingListensThatIsSaidPlainly() throws IOException {
    Path file = dirtyOrders(10);
    assertThatThrownBy(() -> replay(options(file, URI.create("http://127.0.0.1:1"), 1, 10)))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("Connection refused")
        .hasMessageNotContainingAny("netty", "Exception");
  }

  @Test
  void aSummaryThatCouldNotBeWrittenIsRefusedFirst() throws IOException {
    Path file = dirtyOrders(10);
    int code =
        Replay.execute(
            file.toString(),
            "--speed=max",
            "--target=http://127.0.0.1:1",
            "--json=" + directory.resolve("absent").resolve("summary.json"));
    assertThat(code).isEqualTo(2);
  }

  /** Replays while somebody watches, and compares with what is expected: the store, the watcher. */
  private void replayWatched(ReplayOptions options, ExpectedState expected) throws Exception {
    Map<String, JsonNode> docs = expected.docs();
    List<String> watched = docs.keySet().stream().limit(WATCHED).toList();
    try (LiveClient client = gateway.live()) {
      client.send(StoredProducts.subscription(watched));
      client.await("subscribed");
      Summary summary = replay(options);
      assertThat(summary.ended()).isEqualTo(Summary.COMPLETE);
      assertThat(summary.counts().lines()).isEqualTo(expected.lines());
      assertThat(stored.docs(docs.keySet())).isEqualTo(docs);
      Map<String, Long> revs = stored.revs(watched);
      client.awaitView(view -> view.revs().equals(revs), "the last revisions of all watched");
      watched.forEach(id -> assertThat(client.view().doc(id)).isEqualTo(docs.get(id)));
    }
  }

  private Summary replay(ReplayOptions options) throws IOException, InterruptedException {
    return new ReplayRun(options, (counts, total) -> {}).run();
  }

  private ReplayOptions options(Path file, long opening, long limit) {
    return options(file, address(), opening, limit);
  }

  private static ReplayOptions options(Path file, URI target, long opening, long limit) {
    return new ReplayOptions(
        file, target, "products", Speed.MAX, opening, 256, limit, Duration.ofSeconds(60));
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + gateway.port());
  }

  private Path dirtyOrders(int lines) throws IOException {
    return OrderFiles.dirty(directory.resolve("orders.csv"), lines);
  }

  private static ExpectedState expectedOfDirty(Path file) throws IOException {
    return ExpectedState.of(file, DIRTY_OPENING, Long.MAX_VALUE, true);
  }
}
