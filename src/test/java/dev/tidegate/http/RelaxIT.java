package dev.tidegate.http;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.LiveClient;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Searches that drop words, because very few documents match all of them. Ten documents are red
 * lanterns. Two others are zebra lanterns as well, one of them by its description only.
 */
@ExtendWith(RealServers.class)
@TestInstance(Lifecycle.PER_CLASS)
class RelaxIT {
  private static final int RED_LANTERNS = 10;
  private static final int FOUND = RED_LANTERNS + 4;
  private static final int ALL = FOUND + 8;

  private final GatewayServer gateway;
  private final HttpCalls http;
  private final StringBuilder lines = new StringBuilder();

  RelaxIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    String fields =
        """
        fields:
          name: { type: text, required: true }
          description: { type: text }
          brand: { type: keyword, facetable: true }
          price: { type: long, sortable: true }
        """;
    gateway = GatewayServer.start(redis.url(), elasticsearch.url(), Map.of("lamps", fields));
    http = gateway.http();
  }

  @BeforeAll
  void fill() {
    for (int i = 0; i < RED_LANTERNS; i++) {
      add("r" + i, "Red lantern", "", i % 2 == 0 ? "Acme" : "Globex", 10 + i);
    }
    add("z1", "Red lantern with zebra stripes", "", "Acme", 15);
    add("z2", "Big lantern for gardens that are red in autumn", "Zebra stripes", "Globex", 50);
    add("old", "Old red lantern", "", "Acme", 1);
    add("turned", "Lantern, red", "", "Acme", 2);
    add("other", "Kettle", "", "Acme", 3);
    for (int i = 0; i < 6; i++) {
      add("g" + i, "Grey kettle", "", "Acme", 60);
    }
    add("joined", "Greystone kettle", "", "Acme", 60);
    http.post("/v1/lamps/_bulk", lines.toString());
    Eventually.get(
        () -> http.get("/v1/lamps?limit=1").json().path("total").asInt(), total -> total == ALL);
  }

  private void add(String id, String name, String description, String brand, int price) {
    lines.append(
        json(
            "{'op':'put','id':'%s','doc':{'name':'%s','description':'%s','brand':'%s',"
                + "'price':%d}}%n",
            id, name, description, brand, price));
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @Test
  void droppedWordsAreNamedAsTyped() {
    JsonNode page = search("Red  LANTERN Zébra ", "");
    assertThat(relaxed(page)).containsExactly("Zébra");
    assertThat(page.path("total").asInt()).isEqualTo(FOUND);
    assertThat(relaxed(search("Okapi's red lantern ", ""))).containsExactly("Okapi's");
  }

  @Test
  void documentsWithAllWordsComeFirst() {
    assertThat(ids(search("red lantern zebra ", "")).subList(0, 2))
        .containsExactlyInAnyOrder("z1", "z2");
  }

  @Test
  void aDocumentThatJoinsAKeptAndADroppedWordStays() {
    JsonNode page = search("grey stone kettle ", "");
    assertThat(relaxed(page)).containsExactly("stone");
    assertThat(ids(page)).containsExactly("joined", "g0", "g1", "g2", "g3", "g4", "g5");
  }

  @Test
  void relaxFalseWantsAllWords() {
    JsonNode page = search("red lantern zebra ", "&relax=false");
    assertThat(ids(page)).containsExactlyInAnyOrder("z1", "z2");
    assertThat(page.has("relaxed")).isFalse();
  }

  @Test
  void aSearchThatFindsEnoughKeepsAllWords() {
    JsonNode page = search("red lantern ", "&limit=3");
    assertThat(page.has("relaxed")).isFalse();
    assertThat(page.path("total").asInt()).isEqualTo(FOUND);
  }

  @Test
  void cursorsWalkTheWholeResult() {
    for (int limit : new int[] {1, 2, 5}) {
      String options = "&limit=" + limit;
      JsonNode page = search("red lantern zebra ", options);
      List<String> walked = new ArrayList<>(ids(page));
      while (page.has("next")) {
        assertThat(relaxed(page)).containsExactly("zebra");
        page = search("red lantern zebra ", options + "&cursor=" + page.path("next").asText());
        walked.addAll(ids(page));
      }
      assertThat(walked).hasSize(FOUND).doesNotHaveDuplicates().doesNotContain("other");
    }
  }

  @Test
  void aCursorOfAnotherTextIsRejected() {
    String next = search("red lantern zebra ", "&limit=2").path("next").asText();
    HttpCalls.Answer answer = http.get("/v1/lamps?q=red+lantern+okapi+&limit=2&cursor=" + next);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("cursor");
  }

  @Test
  void phrasesAndExclusionsStay() {
    JsonNode page = search("\"red lantern\" lantern red zebra okapi -old ", "");
    assertThat(relaxed(page)).containsExactly("zebra", "okapi");
    assertThat(ids(page)).hasSize(RED_LANTERNS + 1).doesNotContain("old", "turned", "z2");
    JsonNode none = search("\"red okapi\" lantern red ", "");
    assertThat(ids(none)).isEmpty();
    assertThat(none.has("relaxed")).isFalse();
  }

  @Test
  void filtersAndFacetsHold() {
    JsonNode page = search("red lantern zebra ", "&brand=Globex&price=..18&facets=brand");
    assertThat(relaxed(page)).containsExactly("zebra");
    assertThat(ids(page)).containsExactlyInAnyOrder("r1", "r3", "r5", "r7");
    assertThat(page.at("/facets/brand/values").toString())
        .isEqualTo(json("[{'value':'Acme','count':8},{'value':'Globex','count':4}]"));
  }

  @Test
  void sortedPagesAreSortedThroughout() {
    JsonNode page = search("red lantern zebra ", "&sort=price");
    assertThat(relaxed(page)).containsExactly("zebra");
    assertThat(ids(page))
        .containsExactly(
            "old", "turned", "r0", "r1", "r2", "r3", "r4", "r5", "z1", "r6", "r7", "r8", "r9",
            "z2");
  }

  @Test
  void oneWordStays() {
    for (String query : List.of("okapi ", "okapi & ", "okapi -red ")) {
      JsonNode page = search(query, "");
      assertThat(ids(page)).isEmpty();
      assertThat(page.has("relaxed")).isFalse();
    }
  }

  @Test
  void droppedWordsAreMarked() {
    JsonNode marked = search("red lantern zebra ", "&highlight=true").path("hits");
    assertThat(marked).hasSize(FOUND);
    for (JsonNode hit : marked) {
      String name = hit.at("/highlight/name").asText();
      assertThat(name).containsIgnoringCase("<em>red</em>");
      if (hit.path("id").asText().equals("z1")) {
        assertThat(name).contains("<em>zebra</em>");
      }
      if (hit.path("id").asText().equals("z2")) {
        assertThat(hit.at("/highlight/description").asText()).contains("<em>Zebra</em>");
      }
    }
  }

  @Test
  void liveQueriesWantAllWords() {
    try (LiveClient client = gateway.live()) {
      client.send(
          json(
              "{'type':'subscribe','id':'s','collection':'lamps','query':{'q':'red lantern zebra ',"
                  + "'sort':'price'}}"));
      client.awaitView(view -> List.of("z1", "z2").equals(view.list("s")), "both zebras");
    }
  }

  private JsonNode search(String query, String options) {
    String q = URLEncoder.encode(query, StandardCharsets.UTF_8);
    HttpCalls.Answer answer = http.get("/v1/lamps?q=" + q + options);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> ids(JsonNode page) {
    return page.path("hits").findValuesAsText("id");
  }

  private static List<String> relaxed(JsonNode page) {
    List<String> words = new ArrayList<>();
    page.path("relaxed").forEach(word -> words.add(word.asText()));
    return words;
  }
}
