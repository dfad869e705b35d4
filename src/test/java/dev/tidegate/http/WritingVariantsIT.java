package dev.tidegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.LiveClient;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Names are found however people write them. One gateway has the writes and the live queries, the
 * other one the searches: it knows no writes, so that the index alone decides.
 */
@ExtendWith(RealServers.class)
@TestInstance(Lifecycle.PER_CLASS)
class WritingVariantsIT {
  private static final String FIELDS =
      """
      fields:
        name: { type: text, required: true }
        kind: { type: keyword }
      """;

  private final GatewayServer writing;
  private final GatewayServer searching;

  WritingVariantsIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    String prefix = "w" + UUID.randomUUID().toString().substring(0, 8);
    Map<String, String> collections = Map.of("plain", FIELDS, "english", "language: en\n" + FIELDS);
    writing = GatewayServer.startWith(redis.url(), elasticsearch.url(), prefix, collections);
    searching = GatewayServer.startWith(redis.url(), elasticsearch.url(), prefix, collections);
  }

  @AfterAll
  void stop() {
    searching.close();
    writing.close();
  }

  @Test
  void apostrophes() {
    of("L'Oréal", "L’Oréal", "Loreal", "Oreal cream", "Lorient")
        .find("oreal ", "L'Oréal", "L’Oréal", "Oreal cream")
        .find("loreal ", "L'Oréal", "L’Oréal", "Loreal")
        .find("L'Oréal ", "L'Oréal", "L’Oréal", "Loreal")
        .find("L’Oréal ", "L'Oréal", "L’Oréal", "Loreal")
        .find("-oreal", "Loreal", "Lorient")
        .find("-loreal", "Oreal cream", "Lorient")
        .find("-L’Oréal", "Oreal cream", "Lorient")
        .check("plain");
    of("Huile d’olive", "Huile d'olive", "Olive", "Huile")
        .find("olive ", "Huile d’olive", "Huile d'olive", "Olive")
        .find("d'olive ", "Huile d’olive", "Huile d'olive")
        .find("-olive", "Huile")
        .check("plain");
  }

  @Test
  void namesWithADot() {
    of("node.js guide", "Nodejs guide", "JS guide", "Java guide")
        .find("js ", "node.js guide", "JS guide")
        .find("nodejs ", "node.js guide", "Nodejs guide")
        .find("node.js ", "node.js guide", "Nodejs guide")
        .find("node js ", "node.js guide", "Nodejs guide")
        .find("-js", "Nodejs guide", "Java guide")
        .find("-nodejs", "JS guide", "Java guide")
        .find("-node.js", "JS guide", "Java guide")
        .check("plain");
  }

  @Test
  void partNumbers() {
    of("AB-123/4", "AB1234", "AB 123 4", "AB-1235")
        .find("ab1234 ", "AB-123/4", "AB1234")
        .find("ab-1234 ", "AB-123/4", "AB1234")
        .find("ab123 ", "AB-123/4", "AB 123 4")
        .find("AB-123/4 ", "AB-123/4", "AB1234", "AB 123 4")
        .find("ab12", "AB-123/4", "AB1234", "AB 123 4", "AB-1235")
        .find("-ab1234", "AB 123 4", "AB-1235")
        .find("-AB-123/4", "AB-1235")
        .check("plain");
  }

  @Test
  void oneWordOrTwo() {
    of("Red Bull", "Redbull", "Red-Bull", "Bull, red")
        .find("redbull ", "Red Bull", "Redbull", "Red-Bull")
        .find("red-bull ", "Red Bull", "Redbull", "Red-Bull")
        .find("red bull ", "Red Bull", "Redbull", "Red-Bull", "Bull, red")
        .find("redbu", "Red Bull", "Redbull", "Red-Bull")
        .find("-\"red bull\"", "Bull, red")
        .check("plain");
    of("T-shirt", "Tshirt", "T shirt", "Shirt")
        .find("tshirt ", "T-shirt", "Tshirt", "T shirt")
        .find("t-shirt ", "T-shirt", "Tshirt", "T shirt")
        .find("t shirt ", "T-shirt", "Tshirt", "T shirt")
        .find("shirt ", "T-shirt", "T shirt", "Shirt")
        .find("t-sh", "T-shirt", "Tshirt", "T shirt")
        .find("tshi", "T-shirt", "Tshirt", "T shirt")
        .find("\"tshirt\"", "T-shirt", "Tshirt")
        .find("-t-shirt", "Shirt")
        .find("-shirt", "Tshirt")
        .check("plain");
  }

  @Test
  void amounts() {
    of("Bottle 500ml", "Bottle 500 ml", "Bottle 750ml", "Bottle 5 l")
        .find("500ml ", "Bottle 500ml", "Bottle 500 ml")
        .find("500 ml ", "Bottle 500ml", "Bottle 500 ml")
        .find("-500ml", "Bottle 750ml", "Bottle 5 l")
        .find("-\"500 ml\"", "Bottle 750ml", "Bottle 5 l")
        .check("plain");
    of("Water 1,5 l", "Water 1.5l", "Water 1.5 L", "Water 1 l", "Water 15 l", "Water 15l")
        .find("1.5l ", "Water 1,5 l", "Water 1.5l", "Water 1.5 L")
        .find("1,5 l ", "Water 1,5 l", "Water 1.5l", "Water 1.5 L")
        .find("15l ", "Water 15 l", "Water 15l")
        .find("-1,5", "Water 1 l", "Water 15 l", "Water 15l")
        .check("plain");
    of("Nails, 1,000 pieces", "Nails, 1000 pieces", "Nails, 100 pieces")
        .find("1000 ", "Nails, 1,000 pieces", "Nails, 1000 pieces")
        .find("1,000 ", "Nails, 1,000 pieces", "Nails, 1000 pieces")
        .check("plain");
  }

  @Test
  void signsOfShortNames() {
    of("C++ primer", "C# primer", "C primer", "C/C++ primer")
        .find("c++ ", "C++ primer", "C/C++ primer")
        .find("c# ", "C# primer")
        .find("c ", "C primer", "C/C++ primer")
        .find("-c++", "C# primer", "C primer")
        .find("-C#", "C++ primer", "C primer", "C/C++ primer")
        .find("-c", "C++ primer", "C# primer")
        .check("plain");
  }

  @Test
  void typographicQuotes() {
    Names names = of("Green tea cup", "Tea green cup");
    for (String quotes : List.of("\"\"", "“”", "„“", "«»")) {
      String phrase = quotes.charAt(0) + "green tea" + quotes.charAt(1);
      names.find(phrase, "Green tea cup");
      names.find("cup -" + phrase, "Tea green cup");
    }
    names.check("plain");
  }

  @Test
  void endingsCountWithoutALanguage() {
    of("Berry jam", "Berries jam", "Box", "Boxes")
        .find("berries ", "Berry jam", "Berries jam")
        .find("berry ", "Berry jam", "Berries jam")
        .find("boxes ", "Box", "Boxes")
        .find("box ", "Box", "Boxes")
        .check("english");
    of("Berry jam", "Berries jam", "Box", "Boxes")
        .find("berries ", "Berries jam")
        .find("berry ", "Berry jam")
        .find("boxes ", "Boxes")
        .find("box ", "Box")
        .check("plain");
  }

  @Test
  void greek() {
    for (String query : List.of("Άρωμα", "ΑΡΩΜΑ", "αρωμα")) {
      of("Άρωμα", "ΑΡΩΜΑ", "Καφές")
          .find(query + " ", "Άρωμα", "ΑΡΩΜΑ")
          .find("-" + query, "Καφές")
          .check("plain");
    }
    for (String query : List.of("Καφές", "ΚΑΦΕΣ", "καφεσ")) {
      of("Καφές", "ΚΑΦΕΣ", "Άρωμα")
          .find(query + " ", "Καφές", "ΚΑΦΕΣ")
          .find("-" + query, "Άρωμα")
          .check("plain");
    }
  }

  @Test
  void arabicWithAndWithoutHamza() {
    Names names = of("أحذية", "احذية", "احذيه", "قميص");
    for (String query : List.of("أحذية", "احذية", "احذيه")) {
      names.find(query + " ", "أحذية", "احذية", "احذيه").find("-" + query, "قميص");
    }
    names.check("plain");
  }

  @Test
  void accentsOfTheirOwn() {
    Names names = of("Café noir", "Cafe\u0301 noir", "Cafe noir", "Thé noir");
    for (String query : List.of("café", "cafe\u0301", "CAFÉ", "cafe")) {
      names
          .find(query + " ", "Café noir", "Cafe\u0301 noir", "Cafe noir")
          .find("-" + query, "Thé noir");
    }
    names.check("plain");
  }

  @Test
  void thaiWithoutBlanks() {
    of("เสื้อยืดผ้าฝ้าย", "กาแฟดำ")
        .find("ผ้าฝ้าย ", "เสื้อยืดผ้าฝ้าย")
        .find("เสื้อยืด ", "เสื้อยืดผ้าฝ้าย")
        .find("กาแฟ ", "กาแฟดำ")
        .find("-ผ้าฝ้าย", "กาแฟดำ")
        .check("plain");
  }

  @Test
  void kanaOfEitherWidth() {
    of("ｶﾞﾗｽ ｺｯﾌﾟ", "ガラス コップ", "カラス")
        .find("ガラス ", "ｶﾞﾗｽ ｺｯﾌﾟ", "ガラス コップ")
        .find("ｶﾞﾗｽ ", "ｶﾞﾗｽ ｺｯﾌﾟ", "ガラス コップ")
        .find("ｶﾗｽ ", "カラス")
        .find("-ガラス", "カラス")
        .find("-ｶﾞﾗｽ", "カラス")
        .check("plain");
  }

  private Names of(String... names) {
    return new Names(List.of(names));
  }

  /** Documents of a kind of their own, and what queries find of them. */
  private final class Names {
    private final String kind = "k" + UUID.randomUUID();
    private final List<String> names;
    private final Map<String, Set<String>> expected = new LinkedHashMap<>();

    Names(List<String> names) {
      this.names = names;
    }

    Names find(String query, String... found) {
      expected.put(query, new TreeSet<>(Arrays.asList(found)));
      return this;
    }

    void check(String collection) {
      List<String> queries = List.copyOf(expected.keySet());
      try (LiveClient client = writing.live()) {
        for (int i = 0; i < queries.size(); i++) {
          client.send(
              "{\"type\":\"subscribe\",\"id\":\"s%d\",\"collection\":\"%s\",\"query\":{\"q\":%s,\"filter\":{\"kind\":\"%s\"}}}"
                  .formatted(i, collection, json(queries.get(i)), kind));
          client.await("snapshot");
        }
        write(collection);
        for (int i = 0; i < queries.size(); i++) {
          String id = "s" + i;
          Set<String> wanted = wanted(queries.get(i));
          client.awaitView(
              view -> {
                List<String> ids = view.list(id);
                return ids != null && wanted.equals(namesOf(ids));
              },
              "live query " + queries.get(i) + " finding " + wanted);
        }
      }
      String path = "/v1/" + collection + "?relax=false&kind=" + kind;
      HttpCalls http = searching.http();
      Eventually.get(
          () -> http.get(path).json().path("total").asInt(), total -> total == names.size());
      for (String query : queries) {
        String q = URLEncoder.encode(query, StandardCharsets.UTF_8);
        List<String> ids = http.get(path + "&q=" + q).json().path("hits").findValuesAsText("id");
        assertThat(namesOf(ids)).as("search for " + query).isEqualTo(wanted(query));
      }
    }

    private Set<String> wanted(String query) {
      return expected.getOrDefault(query, Set.of());
    }

    private Set<String> namesOf(List<String> ids) {
      Set<String> found = new TreeSet<>();
      ids.forEach(id -> found.add(names.get(Integer.parseInt(id.substring(kind.length() + 1)))));
      return found;
    }

    private void write(String collection) {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < names.size(); i++) {
        lines.append(
            "{\"op\":\"put\",\"id\":\"%s-%d\",\"doc\":{\"name\":%s,\"kind\":\"%s\"}}%n"
                .formatted(kind, i, json(names.get(i)), kind));
      }
      writing.http().post("/v1/" + collection + "/_bulk", lines.toString());
    }

    private static String json(String text) {
      return JsonNodeFactory.instance.textNode(text).toString();
    }
  }
}
