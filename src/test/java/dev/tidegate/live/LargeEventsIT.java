package dev.tidegate.live;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Large log entries: they arrive complete and in order, in bounded memory. */
@ExtendWith(RealServers.class)
class LargeEventsIT {
  private static final int WRITES = 40;
  private static final String FILLER = "x".repeat(200_000);

  private final GatewayServer gateway;
  private final HttpCalls http;

  LargeEventsIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    gateway = GatewayServer.start(redis.url(), elasticsearch.url(), "large-events", Map.of());
    http = gateway.http();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aStreamThatBeginsInThePastReceivesEachLargeChangeOnce() {
    String start = position();
    List<Long> revs = write();
    try (LiveClient client = gateway.live()) {
      client.send(every("e", start));
      assertThat(received(client)).isEqualTo(revs);
    }
  }

  /** Each stream reads the log for itself; a client that reads nothing gets no more of it. */
  @Test
  void manyStreamsOfOneSessionThatBeginInThePast() {
    String start = position();
    List<Long> revs = write();
    try (LiveClient client = gateway.live()) {
      List<String> ids = IntStream.range(0, 20).mapToObj(i -> "e" + i).toList();
      ids.forEach(id -> client.send(every(id, start)));
      Map<String, List<Long>> received = new HashMap<>();
      for (int i = 0; i < ids.size() * WRITES; i++) {
        JsonNode event = client.await("event");
        received
            .computeIfAbsent(event.path("id").asText(), id -> new ArrayList<>())
            .add(event.at("/change/rev").asLong());
      }
      assertThat(received).hasSize(ids.size());
      received.forEach((id, all) -> assertThat(all).as(id).isEqualTo(revs));
    }
  }

  /** One change is encoded once, whatever the number of subscriptions. */
  @Test
  void manyStreamsOfOneSessionReceiveOneLargeChange() {
    try (LiveClient client = gateway.live()) {
      List<String> ids = IntStream.range(0, 200).mapToObj(i -> "e" + i).toList();
      ids.forEach(id -> client.send(every(id, null)));
      ids.forEach(id -> client.await("subscribed"));
      long rev = http.put("/v1/products/large", document(0)).rev();
      Set<String> received = new HashSet<>();
      for (int i = 0; i < ids.size(); i++) {
        JsonNode event = client.await("event");
        assertThat(event.at("/change/rev").asLong()).isEqualTo(rev);
        received.add(event.path("id").asText());
      }
      assertThat(received).hasSameElementsAs(ids);
    }
  }

  private List<Long> write() {
    List<Long> revs = new ArrayList<>();
    for (int i = 0; i < WRITES; i++) {
      revs.add(http.put("/v1/products/large", document(i)).rev());
    }
    return revs;
  }

  private static List<Long> received(LiveClient client) {
    return IntStream.range(0, WRITES)
        .mapToObj(i -> client.await("event"))
        .map(event -> event.at("/change/rev").asLong())
        .toList();
  }

  private String position() {
    return Eventually.get(
            () -> http.get("/v1/products/_export").text().lines().findFirst().orElse(""),
            line -> line.startsWith("{\"position\""))
        .replaceAll(".*:\"(.*)\".*", "$1");
  }

  private static String every(String id, @Nullable String since) {
    return """
        {"type":"subscribe","id":"%s","collection":"products","every":true%s}"""
        .formatted(id, since == null ? "" : json(",'since':'%s'", since));
  }

  private static String document(int number) {
    return json("{'name':'n','description':'%d%s'}", number, FILLER);
  }
}
