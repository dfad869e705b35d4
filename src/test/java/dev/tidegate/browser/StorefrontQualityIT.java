package dev.tidegate.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/** Accessibility, load and layout of the storefront in Chromium while products change. */
@GatewayTest
@DisplayName("The storefront at 20 changes per second")
@DisabledIfEnvironmentVariable(
    named = "TIDEGATE_SKIP_BROWSER",
    matches = "1",
    disabledReason = "there is no Chromium here")
class StorefrontQualityIT {
  private static final int PRODUCTS = 40;
  private static final Duration CHANGE_INTERVAL = Duration.ofMillis(50);
  private static final Duration SCRIPT_TIMEOUT = Duration.ofMinutes(2);
  private static final int MEASURED_CHANGES = 200;

  private static final String VIOLATIONS =
      """
      const done = arguments[0];
      axe.run(document, { resultTypes: ['violations'] }).then(
        ({ violations }) =>
          done(violations.flatMap(({ id, nodes }) =>
            nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`))),
        (failure) => done([String(failure)]));
      """;

  /** Cards in which a price difference covers a part of the sparkline or of the price. */
  private static final String OVERLAPS =
      """
      const box = (node) => node.getBoundingClientRect();
      const overlap = (a, b) => a.left < b.right - 0.5 && b.left < a.right - 0.5
        && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5;
      return [...document.querySelectorAll('.delta[data-moved]')].filter((delta) => {
        const card = delta.closest('.card');
        return ['.spark', '.price', '.maker', 'h3']
          .some((other) => overlap(box(delta), box(card.querySelector(other))));
      }).map((delta) => delta.closest('.card').dataset.id);
      """;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static ChromeDriver browser;

  private final GatewayServer gateway;
  private final HttpCalls http;
  private final ScheduledExecutorService market = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger changes = new AtomicInteger();

  StorefrontQualityIT(GatewayServer gateway) {
    this.gateway = gateway;
    this.http = gateway.http();
  }

  @BeforeAll
  static void startBrowser(@TempDir Path profile) {
    browser = Chromium.start(profile);
    browser.manage().timeouts().scriptTimeout(SCRIPT_TIMEOUT);
    browser.executeCdpCommand("Performance.enable", Map.of("timeDomain", "threadTicks"));
  }

  @AfterAll
  static void stopBrowser() {
    browser.quit();
  }

  @BeforeEach
  void openMarket() {
    for (int i = 0; i < PRODUCTS; i++) {
      String badge = i % 2 == 0 ? "sale" : "new";
      String json =
          """
          {"name":"Kettle no. %d","brand":"A","category":"coffee","badge":"%s",
           "price":%d,"currency":"EUR","stock":%d,"sold":%d}"""
              .formatted(i, badge, 100_000 + i, i % 10, 100 + i);
      assertThat(http.put("/v1/products/k" + i, json).status()).isIn(200, 201);
    }
    Eventually.get(
        () -> http.get("/v1/products").json().path("total").asInt(), total -> total == PRODUCTS);
    long everyMs = CHANGE_INTERVAL.toMillis();
    market.scheduleAtFixedRate(this::change, 0, everyMs, TimeUnit.MILLISECONDS);
  }

  /** Two of three changes are of prices, and the third one is of stock. */
  private void change() {
    int n = changes.getAndIncrement();
    String members =
        n % 3 == 2
            ? "{\"stock\":" + n % 12 + "}"
            : "{\"price\":" + (100_000 + n * 37 % 5_000) + "}";
    http.patch("/v1/products/k" + n * 7 % PRODUCTS, members);
  }

  @AfterEach
  void closeMarket() {
    market.shutdownNow();
    browser.get("about:blank");
  }

  @ParameterizedTest(name = "has no accessibility violation: {0}, {1} px wide")
  @CsvSource({"light,1280", "dark,1280", "light,390", "dark,390"})
  void hasNoAccessibilityViolation(String scheme, int width) {
    show(scheme, width);
    open("/");
    assertThat(violations()).as("listing").isEmpty();
    browser.executeScript("document.querySelector('.card .open').click()");
    Eventually.get(
        () -> browser.findElements(By.cssSelector("#drawer h2")).size(), size -> size == 1);
    Eventually.get(() -> animations(), count -> count == 0);
    assertThat(violations()).as("product").isEmpty();
    browser.get(address("/?q=zzzzzz"));
    Eventually.get(
        () -> browser.findElement(By.id("notice")).getText(),
        text -> text.contains("No results for “zzzzzz”."));
    assertThat(violations()).as("no results").isEmpty();
  }

  @Test
  @DisplayName("keeps the main thread below 20 % and runs no animation")
  void keepsTheMainThreadIdle() {
    show("light", 1280);
    open("/");
    Eventually.get(() -> moved(".price") > 0, Boolean.TRUE::equals);
    Map<String, Double> before = metrics();
    int changesBefore = changes.get();
    Eventually.get(changes::get, count -> count >= changesBefore + MEASURED_CHANGES);
    Map<String, Double> after = metrics();
    double seconds = after.get("Timestamp") - before.get("Timestamp");
    double busy = (after.get("TaskDuration") - before.get("TaskDuration")) / seconds;
    double layouts = (after.get("LayoutCount") - before.get("LayoutCount")) / seconds;
    String figures =
        "%.1f changes/s, main thread %.1f %%, %.1f layouts/s"
            .formatted((changes.get() - changesBefore) / seconds, busy * 100, layouts);
    System.out.println(figures);
    assertThat(busy).as(figures).isLessThan(0.2);
    // Independent of the machine: writes come in batches, and each batch takes one layout.
    assertThat(layouts).as(figures).isLessThan(16);
    assertThat(animations()).isZero();
  }

  @Test
  @DisplayName("shows price differences beside the sparkline on a phone")
  void placesPriceDifferences() {
    show("light", 390);
    open("/");
    for (int i = 0; i < 5; i++) {
      int until = changes.get() + 10;
      Eventually.get(() -> changes.get() >= until && moved(".delta") > 0, Boolean.TRUE::equals);
      assertThat((List<?>) browser.executeScript(OVERLAPS)).isEmpty();
    }
  }

  private static void show(String scheme, int width) {
    Map<String, Object> media = Map.of("name", "prefers-color-scheme", "value", scheme);
    browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(media)));
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 844, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  private String address(String path) {
    return "http://127.0.0.1:" + gateway.port() + path;
  }

  private void open(String path) {
    browser.get(address(path));
    Eventually.get(() -> browser.findElement(By.id("state")).getText(), "Live"::equals);
    Eventually.get(
        () -> browser.findElements(By.cssSelector(".card")).size(), size -> size == PRODUCTS);
  }

  private static long moved(String selector) {
    String script = "return document.querySelectorAll('" + selector + "[data-moved]').length";
    return (Long) Objects.requireNonNull(browser.executeScript(script));
  }

  private static long animations() {
    String running = "document.getAnimations().filter((one) => one.playState === 'running')";
    return (Long) Objects.requireNonNull(browser.executeScript("return " + running + ".length"));
  }

  /** Through the debugger: the policy of the page allows no script of another origin. */
  private static List<?> violations() {
    browser.executeCdpCommand("Runtime.evaluate", Map.of("expression", axe()));
    return (List<?>) Objects.requireNonNull(browser.executeAsyncScript(VIOLATIONS));
  }

  private static String axe() {
    try (InputStream in = StorefrontQualityIT.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Times are CPU times of the main thread, in seconds. */
  private static Map<String, Double> metrics() {
    Map<String, Double> values = new HashMap<>();
    List<?> metrics =
        (List<?>) browser.executeCdpCommand("Performance.getMetrics", Map.of()).get("metrics");
    for (Object each : Objects.requireNonNull(metrics)) {
      Map<?, ?> metric = (Map<?, ?>) each;
      values.put(
          (String) metric.get("name"),
          ((Number) Objects.requireNonNull(metric.get("value"))).doubleValue());
    }
    return values;
  }
}
