package dev.tidegate.browser;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The storefront in Chromium, as a shopper sees it. */
@GatewayTest
@DisabledIfEnvironmentVariable(
    named = "TIDEGATE_SKIP_BROWSER",
    matches = "1",
    disabledReason = "there is no Chromium here")
class StorefrontIT {
  @SuppressWarnings("NullAway.Init") // set before all tests
  private static ChromeDriver browser;

  private final GatewayServer gateway;
  private final HttpCalls http;

  StorefrontIT(GatewayServer gateway) {
    this.gateway = gateway;
    this.http = gateway.http();
  }

  @BeforeAll
  static void startBrowser(@TempDir Path profile) {
    browser = Chromium.start(profile);
  }

  @AfterAll
  static void stopBrowser() {
    browser.quit();
  }

  private void put(String id, String doc) {
    assertThat(http.put("/v1/products/" + id, doc).status()).isIn(200, 201);
  }

  private void open(String query, int products) {
    Eventually.get(
        () -> http.get("/v1/products" + query).json().path("total").asInt(),
        total -> total == products);
    browser.get("http://127.0.0.1:" + gateway.port() + "/" + query);
    Eventually.get(() -> text("#state"), "Live"::equals);
    Eventually.get(() -> browser.findElements(By.cssSelector(".card")).size(), n -> n == products);
  }

  private static String text(String selector) {
    try {
      return browser.findElement(By.cssSelector(selector)).getText();
    } catch (StaleElementReferenceException e) {
      return "";
    }
  }

  private static String card(String id, String part) {
    return ".card[data-id=\"" + id + "\"] " + part;
  }

  @Test
  void pricesAndStockMoveBeforeTheEyes() {
    put(
        "kettle",
        json("{'name':'Copper kettle','brand':'A','price':4200,'currency':'EUR','stock':7}"));
    open("?q=kettle", 1);
    assertThat(text(card("kettle", ".amount"))).isEqualTo("€42.00");

    http.patch("/v1/products/kettle", json("{'price':3900}"));
    Eventually.get(() -> text(card("kettle", ".amount")), "€39.00"::equals);
    http.post("/v1/products/kettle/adjust", json("{'stock':-7,'sold':7}"));
    Eventually.get(
        () -> browser.findElement(By.cssSelector(card("kettle", ".buy"))).isEnabled(),
        enabled -> !enabled);
    assertThat(text(card("kettle", ".sold"))).isEqualTo("7 sold");
    assertThat(errors()).isEmpty();
  }

  @Test
  void whatSellsOutLeavesAListingOfWhatIsInStock() {
    put("cosy1", json("{'name':'Knitted cosy','price':900,'currency':'EUR','stock':1}"));
    put("cosy2", json("{'name':'Felt cosy','price':800,'currency':'EUR','stock':3}"));
    put("cosy3", json("{'name':'Quilted cosy','price':700,'currency':'EUR','stock':0}"));
    Eventually.get(
        () -> http.get("/v1/products?q=cosy&stock=1..").json().path("total").asInt(), n -> n == 2);
    browser.get("http://127.0.0.1:" + gateway.port() + "/?q=cosy&stock=1&sort=price");
    Eventually.get(StorefrontIT::cards, List.of("cosy2", "cosy1")::equals);
    http.post("/v1/products/cosy1/adjust", json("{'stock':-1}"));
    Eventually.get(StorefrontIT::cards, List.of("cosy2")::equals);
    http.post("/v1/products/cosy3/adjust", json("{'stock':5}"));
    Eventually.get(StorefrontIT::cards, List.of("cosy3", "cosy2")::equals);
    assertThat(errors()).isEmpty();
  }

  private static List<String> cards() {
    try {
      return browser.findElements(By.cssSelector(".card")).stream()
          .map(card -> String.valueOf(card.getDomAttribute("data-id")))
          .toList();
    } catch (StaleElementReferenceException e) {
      return List.of();
    }
  }

  @Test
  void buyingTakesOneFromTheStock() {
    put("whisk", json("{'name':'Bamboo whisk','price':900,'currency':'EUR','stock':5,'sold':0}"));
    open("?q=whisk", 1);
    WebElement buy = browser.findElement(By.cssSelector(card("whisk", ".buy")));
    buy.click();
    Eventually.get(() -> text(card("whisk", ".sold")), "1 sold"::equals);
    assertThat(http.get("/v1/products/whisk?fields=stock,sold").json().path("doc"))
        .hasToString(json("{'stock':4,'sold':1}"));
  }

  @Test
  void searchingAsOneTypes() {
    put("teapot", json("{'name':'Glass teapot','brand':'Clear','price':3000,'stock':2}"));
    put("ladle", json("{'name':'Soup ladle','brand':'Clear','price':700,'stock':2}"));
    open("?brand=Clear", 2);
    WebElement box = browser.findElement(By.cssSelector("input[type=search], input[name=q]"));
    box.sendKeys("teapot\n");
    Eventually.get(() -> browser.findElements(By.cssSelector(".card")).size(), n -> n == 1);
    assertThat(browser.getCurrentUrl()).contains("q=teapot").contains("brand=Clear");
  }

  /** Returns the errors in the console, such as a violated content security policy. */
  private static List<LogEntry> errors() {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= java.util.logging.Level.SEVERE.intValue())
        .toList();
  }
}
