package dev.tidegate.equivalence;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.LiveClient;
import dev.tidegate.testing.LiveView;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import dev.tidegate.testing.UnreliableElasticsearch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Live queries over a random schema: whenever writes pause, the list of each equals a plain
 * evaluation of all documents and a new search, with outages of Elasticsearch. With {@code
 * -Dtidegate.equivalence.restarts=50}, the node is not shared and restarts once in 50 rounds;
 * otherwise, only the connection is cut. A long run: {@code mvn verify
 * -Dit.test=LiveQueryEquivalenceIT -Dtidegate.equivalence.rounds=1000
 * -Dtidegate.equivalence.restarts=50 -Dtidegate.equivalence.seed=7}.
 */
@ExtendWith(RealServers.class)
class LiveQueryEquivalenceIT {
  private static final Logger log = LoggerFactory.getLogger(LiveQueryEquivalenceIT.class);
  private static final long SEED = Long.getLong("tidegate.equivalence.seed", 1);
  private static final int ROUNDS = Integer.getInteger("tidegate.equivalence.rounds", 8);
  private static final int RESTARTS = Integer.getInteger("tidegate.equivalence.restarts", 0);
  private static final int ROUNDS_TO_OUTAGE = 4;
  private static final int QUERIES = 60;
  private static final int CHANGES = 40;

  private final Random random = new Random(SEED);
  private final RandomSchema catalog = RandomSchema.random(random);
  private final UnreliableElasticsearch index;
  private final GatewayServer gateway;
  private final HttpCalls http;
  private final List<Asked> queries = new ArrayList<>();

  LiveQueryEquivalenceIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    index = new UnreliableElasticsearch(elasticsearch, RESTARTS > 0);
    gateway =
        GatewayServer.start(redis.url(), index.url(), Map.of(RandomSchema.NAME, catalog.yaml()));
    http = gateway.http();
  }

  @AfterEach
  void stop() {
    gateway.close();
    index.close();
  }

  @Test
  void listsAreWhatASearchAnswers() {
    write(800);
    try (LiveClient client = gateway.live()) {
      for (int i = 0; i < QUERIES; i++) {
        queries.add(Asked.random(catalog, random));
        subscribe(client, i);
      }
      for (int round = 0; round < ROUNDS; round++) {
        write(CHANGES);
        if (RESTARTS > 0 && round % RESTARTS == RESTARTS - 1) {
          index.stop();
          write(CHANGES);
          index.restart();
        } else if (round % ROUNDS_TO_OUTAGE == 1) {
          index.leave();
          write(CHANGES);
          index.comeBack();
        }
        change(client);
        write(CHANGES);
        check(client, round);
        if (round % 100 == 99) {
          log.warn("seed {}: {} rounds", SEED, round + 1);
        }
      }
    }
  }

  private void write(int changes) {
    String lines =
        IntStream.range(0, changes)
            .mapToObj(i -> catalog.change(random))
            .collect(Collectors.joining("\n"));
    HttpCalls.Answer answer = http.post("/v1/things/_bulk", lines);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text().lines())
        .allMatch(line -> !line.contains("\"error\"") || line.contains("\"not_found\""));
  }

  private void subscribe(LiveClient client, int number) {
    client.send(
        json(
            "{'type':'subscribe','id':'s%d','collection':'things','query':{%s}}",
            number, queries.get(number).json()));
  }

  /** Other queries under ids in use: they attach while the index trails. */
  private void change(LiveClient client) {
    for (int i = 0; i < 5; i++) {
      int number = random.nextInt(QUERIES);
      queries.set(number, Asked.random(catalog, random));
      subscribe(client, number);
    }
  }

  private void check(LiveClient client, int round) {
    Map<String, JsonNode> documents = documents();
    for (int i = 0; i < QUERIES; i++) {
      Asked asked = queries.get(i);
      String id = "s" + i;
      List<String> expected = asked.over(documents);
      String what = "seed %d, round %d: %s%nexpected %s%n".formatted(SEED, round, asked, expected);
      client.awaitView(view -> isAs(view, view.list(id), asked, expected, documents), what);
      List<String> found =
          Eventually.get(
              () -> search(asked), answer -> isAs(null, answer, asked, expected, documents));
      assertThat(found).hasSize(Math.min(asked.limit(), expected.size()));
      if (asked.byRelevance()) {
        Eventually.get(
            () -> List.of(Objects.requireNonNull(client.viewNow().list(id)), search(asked)),
            both -> both.getFirst().equals(both.getLast()));
      }
    }
  }

  /** Compares a list. By relevance, the members are known, but not their order. */
  private static boolean isAs(
      @Nullable LiveView view,
      @Nullable List<String> list,
      Asked asked,
      List<String> expected,
      Map<String, JsonNode> documents) {
    if (list == null) {
      return false;
    }
    List<String> page = expected.subList(0, Math.min(asked.limit(), expected.size()));
    boolean same =
        asked.byRelevance()
            ? list.size() == page.size() && new HashSet<>(expected).containsAll(list)
            : list.equals(page);
    return same
        && (view == null
            || list.stream().allMatch(id -> Objects.equals(documents.get(id), view.doc(id))));
  }

  private List<String> search(Asked asked) {
    List<String> ids = new ArrayList<>();
    http.get("/v1/things?relax=false&" + asked.url())
        .json()
        .path("hits")
        .forEach(hit -> ids.add(hit.path("id").asText()));
    return ids;
  }

  private Map<String, JsonNode> documents() {
    String ids =
        IntStream.range(0, RandomSchema.DOCUMENTS)
            .mapToObj(i -> "p" + i)
            .collect(Collectors.joining(","));
    Map<String, JsonNode> documents = new TreeMap<>();
    http.get("/v1/things?ids=" + ids)
        .json()
        .path("docs")
        .forEach(doc -> documents.put(doc.path("id").asText(), doc.path("doc")));
    return documents;
  }
}
