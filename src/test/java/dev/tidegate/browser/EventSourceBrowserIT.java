package dev.tidegate.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.BlackHole;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.chrome.ChromeDriver;

/** The live streams in Chromium, over connections that end or fall silent. */
@ExtendWith(RealServers.class)
@DisabledIfEnvironmentVariable(
    named = "TIDEGATE_SKIP_BROWSER",
    matches = "1",
    disabledReason = "there is no Chromium here")
class EventSourceBrowserIT {
  private static final String CLIENT =
      "const done = arguments[0]; import('/client.js').then(({ Tidegate }) => {"
          + " window.tide = new Tidegate('/', { minDelay: 100 });"
          + " window.states = []; tide.on('state', ({ state }) => states.push(state));";

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static ChromeDriver browser;

  private final RedisServer redis;
  private final ElasticsearchServer elasticsearch;
  private final String prefix = "v" + UUID.randomUUID().toString().substring(0, 8);
  private final GatewayServer gateway;
  private final BlackHole way;
  private final HttpCalls http;

  EventSourceBrowserIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    this.redis = redis;
    this.elasticsearch = elasticsearch;
    gateway = start();
    way = new BlackHole(gateway.port());
    http = gateway.http();
  }

  private GatewayServer start() {
    Map<String, String> settings = Map.of("TIDEGATE_LIVE_HEARTBEAT", "200ms");
    return GatewayServer.start(redis.url(), elasticsearch.url(), prefix, settings);
  }

  @BeforeAll
  static void startBrowser(@TempDir Path profile) {
    browser = Chromium.start(profile);
  }

  @AfterAll
  static void stopBrowser() {
    browser.quit();
  }

  @AfterEach
  void stop() {
    browser.get("about:blank");
    way.close();
    gateway.close();
  }

  private void open() {
    browser.get("http://127.0.0.1:" + way.port() + "/health/live");
  }

  private void stock(String id, int stock) {
    String doc = "{\"name\":\"" + id + "\",\"stock\":" + stock + "}";
    assertThat(http.put("/v1/products/" + id, doc).status()).isIn(200, 201);
  }

  private static void awaitTrue(String expression) {
    Eventually.get(() -> browser.executeScript("return " + expression), Boolean.TRUE::equals);
  }

  private static String json(String expression) {
    return String.valueOf(browser.executeScript("return JSON.stringify(" + expression + ")"));
  }

  @Test
  void theBrowserResumesAnEventSourceByItself() {
    stock("a", 1);
    stock("b", 1);
    open();
    browser.executeScript(
        "window.got = []; window.source = new EventSource('/v1/products/_live?ids=a,b&fields=stock');"
            + "source.onmessage = (event) => got.push(JSON.parse(event.data));"
            + "window.snapshots = () => got.filter((one) => one.type === 'snapshot');");
    awaitTrue("snapshots().length === 1");
    assertThat(json("snapshots()[0].docs.map((one) => one.id).sort()")).isEqualTo("[\"a\",\"b\"]");
    stock("a", 2);
    awaitTrue("got.some((one) => one.type === 'update' && one.changes[0].set.stock === 2)");
    awaitTrue("got.at(-1).type === 'heartbeat'");

    // Cut first: otherwise the change could arrive while the proxy opens again.
    way.shut();
    way.cut();
    stock("b", 3);
    way.open();
    way.cut();
    awaitTrue("snapshots().length === 2");
    assertThat(json("snapshots()[1].docs.map(({ id, doc }) => [id, doc])"))
        .isEqualTo("[[\"b\",{\"stock\":3}]]");
  }

  @Test
  void anEventSourceMovesOnWhenItsGatewayStops() {
    stock("a", 1);
    open();
    browser.executeScript(
        "window.got = []; window.source = new EventSource('/v1/products/_live?ids=a&fields=stock');"
            + "source.onmessage = (event) => got.push(JSON.parse(event.data));");
    awaitTrue("got.some((one) => one.last)");
    try (GatewayServer other = start()) {
      gateway.close();
      awaitTrue("got.some((one) => one.type === 'bye') && source.readyState === 0");
      way.leadTo(other.port());
      assertThat(other.http().patch("/v1/products/a", "{\"stock\":2}").status()).isEqualTo(200);
      awaitTrue(
          "got.some((one) => one.docs?.[0]?.doc.stock === 2"
              + " || one.changes?.[0]?.set?.stock === 2)");
      assertThat(json("source.readyState")).isEqualTo("1");
      browser.get("about:blank");
    }
  }

  @Test
  void theClientIsStaleInSilenceAndCurrentAgainAfterIt() {
    stock("a", 1);
    open();
    browser.executeAsyncScript(
        CLIENT
            + "window.sub = tide.watch('products', ['a']); window.copy = tide.copy('products');"
            + "copy.on('ready', () => done()); });");
    awaitTrue("tide.state === 'connected'");
    way.shut();
    awaitTrue("tide.state === 'stale'");
    stock("a", 2);
    stock("b", 1);
    way.open();
    way.cut();
    awaitTrue("tide.state === 'connected' && sub.get('a').stock === 2");
    awaitTrue("copy.get('a').stock === 2 && copy.get('b')?.stock === 1");
    assertThat(json("[states[0], states.at(-1)]")).isEqualTo("[\"connected\",\"connected\"]");
  }

  @Test
  void everyGoesOnAtAnotherGatewayWithoutAGap() {
    open();
    browser.executeAsyncScript(
        CLIENT
            + "window.seen = []; const all = tide.every('products');"
            + "all.on('event', ({ change }) => seen.push(change.id));"
            + "all.on('ready', () => done()); });");
    stock("a", 1);
    awaitTrue("seen.length === 1");
    try (GatewayServer other = start()) {
      way.shut();
      stock("b", 1);
      stock("c", 1);
      way.leadTo(other.port());
      gateway.close();
      way.open();
      way.cut();
      awaitTrue("seen.length >= 3");
      // Their order is that of each document's changes only.
      assertThat(json("[...seen].sort()")).isEqualTo("[\"a\",\"b\",\"c\"]");
      browser.get("about:blank");
    }
  }
}
