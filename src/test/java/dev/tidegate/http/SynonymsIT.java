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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Synonyms of a collection, which change while the gateway runs. */
@ExtendWith(RealServers.class)
class SynonymsIT {
  private static final String SCHEMA = "fields:\n  name: { type: text, sortable: true }\n";

  @Test
  void holdInSearchesAndLiveQueriesAsSoonAsTheFileIsRead(
      RedisServer redis, ElasticsearchServer elasticsearch, @TempDir Path directory)
      throws IOException {
    try (GatewayServer gateway =
            GatewayServer.startWith(
                redis.url(),
                elasticsearch.url(),
                "syn" + Long.toString(System.nanoTime(), 36),
                Map.of("things", SCHEMA),
                directory);
        LiveClient client = gateway.live()) {
      HttpCalls http = gateway.http();
      http.put("/v1/things/a", json("{'name':'Leather sofa'}"));
      http.put("/v1/things/b", json("{'name':'Blue couch'}"));
      http.put("/v1/things/c", json("{'name':'Day bed'}"));
      Eventually.get(() -> ids(http, "couch"), List.of("b")::equals);
      client.send(
          json(
              "{'type':'subscribe','id':'s','collection':'things',"
                  + "'query':{'q':'couch ','sort':'name'}}"));
      assertThat(order(client.await("snapshot"))).containsExactly("b");

      Path file = directory.resolve("things.txt");
      Files.writeString(file, "couch, sofa, day bed\n");
      Eventually.get(() -> ids(http, "couch"), List.of("b", "c", "a")::equals);
      List<String> entered = new ArrayList<>();
      while (entered.size() < 2) {
        client.await("enter").path("docs").forEach(doc -> entered.add(doc.path("id").asText()));
      }
      assertThat(entered).containsExactlyInAnyOrder("a", "c");
      http.put("/v1/things/d", json("{'name':'Corner sofa'}"));
      assertThat(client.await("enter").path("docs").path(0).path("id").asText()).isEqualTo("d");

      Files.writeString(file, "alone\n");
      http.put("/v1/things/e", json("{'name':'Small sofa'}"));
      assertThat(client.await("enter").path("docs").path(0).path("id").asText()).isEqualTo("e");

      Files.delete(file);
      Eventually.get(() -> ids(http, "couch"), List.of("b")::equals);
      List<String> left = new ArrayList<>();
      while (left.size() < 4) {
        client.await("leave").path("ids").forEach(id -> left.add(id.asText()));
      }
      assertThat(left).containsExactlyInAnyOrder("a", "c", "d", "e");
    }
  }

  private static List<String> order(JsonNode snapshot) {
    List<String> order = new ArrayList<>();
    snapshot.path("order").forEach(id -> order.add(id.asText()));
    return order;
  }

  private static List<String> ids(HttpCalls http, String query) {
    List<String> ids = new ArrayList<>();
    http.get("/v1/things?relax=false&sort=name&q=" + query + "%20")
        .json()
        .path("hits")
        .forEach(hit -> ids.add(hit.path("id").asText()));
    return ids;
  }
}
