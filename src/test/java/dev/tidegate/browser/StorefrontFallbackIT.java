package dev.tidegate.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.MeddlingProxy;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.chrome.ChromeDriver;

/** The storefront in Chromium without live updates and without an index. */
@ExtendWith(RealServers.class)
@DisplayName("The storefront")
@DisabledIfEnvironmentVariable(
    named = "TIDEGATE_SKIP_BROWSER",
    matches = "1",
    disabledReason = "there is no Chromium here")
class StorefrontFallbackIT {
  /** Fails as behind a proxy that rejects the upgrade. */
  private static final String NO_WEBSOCKET =
      """
      window.WebSocket = class {
        readyState = 3;
        constructor() {
          setTimeout(() => this.onclose?.({ code: 1006, reason: '' }));
        }
        send() {}
        close() {}
      };
      """;

  private final String prefix = "f" + UUID.randomUUID().toString().substring(0, 8);

  @SuppressWarnings("NullAway.Init") // set before each test
  private ChromeDriver browser;

  @BeforeEach
  void startBrowser(@TempDir Path profile) {
    browser = Chromium.start(profile);
  }

  @AfterEach
  void stopBrowser() {
    browser.quit();
  }

  @Test
  @DisplayName("shows, refreshes and sells products where WebSockets are blocked")
  void worksWithoutWebSockets(RedisServer redis, ElasticsearchServer elasticsearch) {
    try (GatewayServer gateway = GatewayServer.start(redis.url(), elasticsearch.url())) {
      HttpCalls http = gateway.http();
      put(http, "{\"name\":\"Copper kettle\",\"price\":4200,\"currency\":\"EUR\",\"stock\":7}");
      Eventually.get(
          () -> http.get("/v1/products").json().path("total").asInt(), total -> total == 1);
      browser.executeCdpCommand(
          "Page.addScriptToEvaluateOnNewDocument", Map.of("source", NO_WEBSOCKET));
      open(gateway);
      awaitText(".card .amount", "€42.00");
      awaitText("#state", "Not live");
      assertThat(text("#banner")).contains("Live updates are not available.");

      http.patch("/v1/products/kettle", "{\"price\":3900}");
      awaitText(".card .amount", "€39.00");

      browser.findElement(By.cssSelector(".card .open")).click();
      awaitText("#drawer-name", "Copper kettle");
      browser.findElement(By.cssSelector("#drawer .order button")).click();
      awaitText("#drawer .stock", "Only 6 left");
      assertThat(http.get("/v1/products/kettle?fields=stock").json().at("/doc/stock").asInt())
          .isEqualTo(6);
    }
  }

  @Test
  @DisplayName("says that it indexes until the first index exists, and then shows the products")
  void explainsTheFirstIndex(RedisServer redis, ElasticsearchServer elasticsearch) {
    Promise<Void> creation = Promise.promise();
    String index = "/" + prefix + "-products-\\w+-\\w+";
    try (MeddlingProxy gate =
            new MeddlingProxy(
                elasticsearch.port(),
                request ->
                    request.method().equals(HttpMethod.PUT) && request.path().matches(index)
                        ? creation.future()
                        : Future.succeededFuture());
        GatewayServer gateway =
            GatewayServer.startAtOnce(
                redis.url(),
                gate.url(),
                prefix,
                Map.of("TIDEGATE_ELASTICSEARCH_REQUEST_TIMEOUT", "1s"),
                List.of("products"))) {
      put(gateway.http(), "{\"name\":\"Copper kettle\",\"price\":4200,\"currency\":\"EUR\"}");
      open(gateway);
      awaitText("#notice h3", "The shop is indexing its products.");
      assertThat(text("#total")).isEqualTo("Indexing…");

      creation.complete();
      awaitText(".card .amount", "€42.00");
      awaitText("#total", "1 product");
      assertThat(browser.findElement(By.id("notice")).isDisplayed()).isFalse();
    }
  }

  private static void put(HttpCalls http, String doc) {
    assertThat(http.put("/v1/products/kettle", doc).status()).isEqualTo(201);
  }

  private void open(GatewayServer gateway) {
    browser.get("http://127.0.0.1:" + gateway.port() + "/");
  }

  private void awaitText(String selector, String text) {
    Eventually.get(() -> text(selector), text::equals);
  }

  private String text(String selector) {
    try {
      return browser.findElements(By.cssSelector(selector)).stream()
          .map(element -> element.getText())
          .findFirst()
          .orElse("");
    } catch (StaleElementReferenceException e) {
      return "";
    }
  }
}
