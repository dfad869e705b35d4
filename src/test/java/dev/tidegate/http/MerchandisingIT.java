package dev.tidegate.http;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rules that pin and hide products. Each test has a word of its own, which is the name of 30
 * products, {@code word01} sold most.
 */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MerchandisingIT {
  private static final List<String> WORDS =
      List.of("kettle", "teapot", "saucer", "goblet", "beaker", "pitcher", "flagon", "tankard");

  private final RedisServer redis;
  private final ElasticsearchServer elasticsearch;
  private final GatewayServer gateway;
  private final HttpCalls http;

  MerchandisingIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    this.redis = redis;
    this.elasticsearch = elasticsearch;
    gateway = GatewayServer.start(redis.url(), elasticsearch.url());
    http = gateway.http();
  }

  @BeforeAll
  void fill() {
    StringBuilder lines = new StringBuilder();
    for (String word : WORDS) {
      for (int i = 1; i <= 30; i++) {
        lines.append(
            """
            {"op":"put","id":"%s","doc":{"name":"%s","sold":%d,"brand":"%s"}}
            """
                .formatted(id(word, i), word, 100 - i, i % 2 == 0 ? "Even" : "Odd"));
      }
    }
    for (int i = 1; i <= 5; i++) {
      lines.append(
          """
          {"op":"put","id":"other%d","doc":{"name":"Thing","brand":"Other","sold":1}}
          """
              .formatted(i));
    }
    http.post("/v1/products/_bulk", lines.toString());
    Eventually.get(
        () -> http.get("/v1/products").json().path("total").asInt(),
        total -> total == 30 * WORDS.size() + 5);
  }

  @AfterAll
  void close() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "7", "10", "26", "33", "200"})
  void pinsHaveTheirPlacesWhateverTheSizeOfThePages(int limit) {
    rule(
        "kettle",
        """
        {"query":"Kéttle!","pinned":["kettle20","3:other1","4:absent","25:other2","200:other3"]}
        """);
    List<String> expected = new ArrayList<>(organic("kettle"));
    expected.remove("kettle20");
    expected.add(0, "kettle20");
    expected.add(2, "other1");
    expected.add(24, "other2");
    expected.add("other3");
    assertThat(walk(http, "q=kettle&limit=" + limit, 33)).isEqualTo(expected);
  }

  @Test
  void hiddenProductsAreNeitherFoundNorCounted() {
    rule(
        "teapot",
        json(
            "{'query':'teapot','pinned':['teapot04','teapot05'],"
                + "'hidden':['teapot01','teapot02','teapot05']}"));
    List<String> shown = new ArrayList<>(organic("teapot"));
    shown.removeAll(List.of("teapot01", "teapot02", "teapot04", "teapot05"));
    shown.addFirst("teapot04");
    assertThat(walk(http, "q=teapot&limit=8", 27)).isEqualTo(shown);
    JsonNode page = search("q=teapot&facets=brand&limit=1");
    assertThat(page.path("facets").path("brand").path("values").toString())
        .isEqualTo(json("[{'value':'Even','count':14},{'value':'Odd','count':13}]"));
    // Just written, so that the search would look at it in any case.
    http.patch("/v1/products/teapot01", json("{'name':'teapot','brand':'Fresh'}"));
    assertThat(ids(search("q=teapot&brand=Fresh"))).isEmpty();
    assertThat(ids(search("q=teapots&brand=Fresh"))).as("another query").contains("teapot01");
    assertThat(ids(search("q=teapot&sort=-sold&limit=3")))
        .as("an order of its own has no pins")
        .containsExactly("teapot03", "teapot04", "teapot06");
  }

  @Test
  void aPinThatIsGoneOrFilteredOutLeavesItsPlaceToTheNext() {
    http.put("/v1/products/shortlived", json("{'name':'Thing','brand':'Odd'}"));
    rule(
        "saucer",
        json("{'query':'saucer','pinned':['shortlived','2:other1','3:saucer06','saucer07']}"));
    assertThat(ids(search("q=saucer&limit=6")))
        .containsExactly("shortlived", "other1", "saucer06", "saucer07", "saucer01", "saucer02");
    assertThat(ids(search("q=saucer&brand=Odd&limit=5")))
        .containsExactly("shortlived", "saucer01", "saucer03", "saucer07", "saucer05");
    assertThat(search("q=saucer&brand=Odd").path("total").asInt()).isEqualTo(16);
    http.delete("/v1/products/shortlived");
    assertThat(ids(search("q=saucer&limit=3"))).containsExactly("saucer01", "other1", "saucer06");
  }

  @Test
  void facetsCountPinnedProductsOnce() {
    rule("goblet", json("{'query':'goblet','pinned':['other1','goblet02']}"));
    JsonNode page = search("q=goblet&facets=brand&limit=2");
    assertThat(page.path("total").asInt()).isEqualTo(31);
    assertThat(page.path("facets").path("brand").path("values").toString())
        .isEqualTo(
            json(
                "[{'value':'Even','count':15},{'value':'Odd','count':15},"
                    + "{'value':'Other','count':1}]"));
    JsonNode filtered = search("q=goblet&facets=brand&brand=Odd&limit=2");
    assertThat(filtered.path("total").asInt()).isEqualTo(15);
    assertThat(filtered.path("facets")).isEqualTo(page.path("facets"));
  }

  @Test
  void aPinnedHitIsAHitLikeOthers() {
    rule("beaker", json("{'query':'beaker','pinned':['2:beaker09','other1']}"));
    JsonNode hits = search("q=beaker&limit=3&fields=sold&highlight=true").path("hits");
    assertThat(hits.findValuesAsText("id")).containsExactly("other1", "beaker09", "beaker01");
    assertThat(hits.path(0).path("doc").toString()).isEqualTo(json("{'sold':1}"));
    assertThat(hits.path(1).path("highlight").toString())
        .isEqualTo(json("{'name':'<em>beaker</em>'}"));
    assertThat(hits.path(1).path("highlight")).isEqualTo(hits.path(2).path("highlight"));
    assertThat(hits.path(0).path("highlight").isEmpty()).isTrue();
  }

  @Test
  void aRuleAppliesToTheSearchAfterItWasAnswered() {
    try (GatewayServer other = start()) {
      for (int i = 1; i <= 5; i++) {
        String pin = "other" + i;
        rule("pitcher", json("{'query':'pitcher','pinned':['%s']}", pin));
        assertThat(first(http, "pitcher")).isEqualTo(pin);
        soon(other.http(), "pitcher", pin);
      }
      http.patch("/v1/product_rules/pitcher", json("{'pinned':['pitcher30']}"));
      assertThat(first(http, "pitcher")).isEqualTo("pitcher30");
      soon(other.http(), "pitcher", "pitcher30");
      http.post(
          "/v1/product_rules/_bulk",
          json("{'op':'patch','id':'pitcher','doc':{'hidden':['pitcher30']}}\n"));
      assertThat(first(http, "pitcher")).isEqualTo("pitcher01");
      soon(other.http(), "pitcher", "pitcher01");
      other.http().patch("/v1/product_rules/pitcher", json("{'query':'no pitcher','hidden':null}"));
      assertThat(first(other.http(), "no pitcher")).isEqualTo("pitcher30");
      soon(http, "no pitcher", "pitcher30");
      http.delete("/v1/product_rules/pitcher");
      assertThat(search("q=no%20pitcher&relax=false").path("total").asInt()).isZero();
      Eventually.get(
          () ->
              other
                  .http()
                  .get("/v1/products?q=no%20pitcher&relax=false")
                  .json()
                  .path("total")
                  .asInt(),
          total -> total == 0);
    }
  }

  @Test
  void rulesAreThereAfterARestart() {
    rule("flagon-2", json("{'query':'flagon','pinned':['1:other2']}"));
    rule("flagon-1", json("{'query':'flagon','pinned':['1:other1'],'hidden':['flagon01']}"));
    List<String> expected = List.of("other1", "other2", "flagon02");
    assertThat(ids(search("q=flagon&limit=3"))).isEqualTo(expected);
    try (GatewayServer again = start()) {
      assertThat(ids(again.http().get("/v1/products?q=flagon&limit=3").json())).isEqualTo(expected);
    }
  }

  @Test
  void aWalkKeepsItsPinsWhileTheRulesChange() {
    rule("tankard", json("{'query':'tankard','pinned':['tankard20','12:other1']}"));
    JsonNode page = search("q=tankard&limit=10");
    List<String> walked = new ArrayList<>(ids(page));
    rule("tankard", json("{'query':'tankard','pinned':['tankard01'],'hidden':['tankard30']}"));
    while (page.has("next")) {
      page = search("q=tankard&limit=10&cursor=" + page.path("next").asText());
      walked.addAll(ids(page));
    }
    List<String> expected = new ArrayList<>(organic("tankard"));
    expected.removeAll(List.of("tankard20", "tankard30"));
    expected.add(0, "tankard20");
    expected.add(11, "other1");
    assertThat(walked).isEqualTo(expected);
    assertThat(first(http, "tankard")).isEqualTo("tankard01");
  }

  @Test
  void aCursorBelongsToItsQueryAndIsNotMadeUp() {
    rule("cursor", json("{'query':'thing','pinned':['kettle01']}"));
    String next = search("q=thing&limit=1").path("next").asText();
    for (String wrong :
        List.of("q=things&cursor=" + next, "q=thing&cursor=.WzFd", "q=thing&cursor=a.b")) {
      Answer answer = http.get("/v1/products?limit=1&" + wrong);
      assertThat(answer.status()).as(wrong).isEqualTo(400);
      assertThat(answer.text()).contains("cursor");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"query\":\"tea\",\"pinned\":[\"a b\"]};        /pinned; \"a b\": must be",
        "{\"query\":\"tea\",\"pinned\":[\"0:a\"]};        /pinned; \"0:a\": the place must be",
        "{\"query\":\"tea\",\"pinned\":[\"201:a\"]};      /pinned; \"201:a\": the place must be",
        "{\"query\":\"tea\",\"pinned\":[\"1:a:b\"]};      /pinned; \"1:a:b\": must be an id or",
        "{\"query\":\"tea\",\"pinned\":[\"a\",\"3:a\"]};  /pinned; \"3:a\": the id occurs twice",
        "{\"query\":\"tea\",\"pinned\":[\"1:a\",\"1:b\"]}; /pinned; \"1:b\": the place occurs twice",
        "{\"query\":\"tea\",\"hidden\":[\"1:a\"]};        /hidden; \"1:a\": must be",
        "{\"query\":\"tea\",\"hidden\":[\"a\",\"a\"]};    /hidden; \"a\": the id occurs twice",
        "{\"query\":\" \"};                               /query;  has no words",
      })
  void anInvalidRuleIsRejected(String rule, String pointer, String reason) {
    Answer put = http.put("/v1/product_rules/invalid", rule);
    assertThat(put.status()).isEqualTo(400);
    JsonNode error = put.json().path("errors").path(0);
    assertThat(error.path("pointer").asText()).isEqualTo(pointer);
    assertThat(error.path("detail").asText()).contains(reason);
    Answer bulk =
        http.post("/v1/product_rules/_bulk", json("{'op':'put','id':'invalid','doc':%s}\n", rule));
    assertThat(bulk.json().path("error").path("errors").path(0).path("pointer").asText())
        .isEqualTo("/doc" + pointer);
    assertThat(http.get("/v1/product_rules/invalid").status()).isEqualTo(404);
  }

  private GatewayServer start() {
    return GatewayServer.start(redis.url(), elasticsearch.url(), gateway.prefix(), Map.of());
  }

  private void rule(String id, String rule) {
    assertThat(http.put("/v1/product_rules/" + id, rule).status()).isIn(200, 201);
  }

  private JsonNode search(String parameters) {
    Answer answer = http.get("/v1/products?" + parameters);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static String first(HttpCalls http, String text) {
    String query = URLEncoder.encode(text, StandardCharsets.UTF_8);
    return ids(http.get("/v1/products?limit=1&q=" + query).json()).getFirst();
  }

  private static void soon(HttpCalls http, String text, String id) {
    Eventually.get(() -> first(http, text), id::equals);
  }

  private static List<String> walk(HttpCalls http, String parameters, int total) {
    List<String> walked = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = http.get("/v1/products?" + parameters + next).json();
      assertThat(page.path("total").asInt()).isEqualTo(total);
      assertThat(ids(page)).isNotEmpty();
      walked.addAll(ids(page));
      next = page.has("next") ? "&cursor=" + page.path("next").asText() : "";
    } while (!next.isEmpty());
    return walked;
  }

  private static List<String> organic(String word) {
    return IntStream.rangeClosed(1, 30).mapToObj(i -> id(word, i)).toList();
  }

  private static String id(String word, int i) {
    return word + "%02d".formatted(i);
  }

  private static List<String> ids(JsonNode page) {
    return page.path("hits").findValuesAsText("id");
  }
}
