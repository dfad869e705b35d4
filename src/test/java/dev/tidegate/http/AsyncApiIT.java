package dev.tidegate.http;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.LiveClient;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Comparison of {@code /asyncapi.yaml} with the sessions of the gateway that serves it. */
@ExtendWith(RealServers.class)
class AsyncApiIT {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "TIDEGATE_LIVE_HEARTBEAT", "200ms",
          "TIDEGATE_LIVE_PONG_TIMEOUT", "2s",
          "TIDEGATE_LIVE_MAX_MESSAGE_BYTES", "20000",
          "TIDEGATE_LIVE_MAX_SUBSCRIPTIONS", "2",
          "TIDEGATE_LIVE_MAX_DOCUMENTS", "24",
          "TIDEGATE_LIVE_MAX_QUERIES", "1",
          "TIDEGATE_LIVE_MESSAGES_PER_SECOND", "10");

  private static final String SEARCH =
      json(",'id':'z1','collection':'products','query':{'filter':{'price':{'gte':70,'lt':80}}}");

  private final RedisServer redis;
  private final GatewayServer gateway;
  private final HttpCalls http;
  private final ContractFile contract;
  private final Set<String> seen = new TreeSet<>();
  private final Set<String> codes = new TreeSet<>();

  AsyncApiIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    this.redis = redis;
    gateway =
        GatewayServer.start(
            redis.url(), elasticsearch.url(), "asyncapi", SETTINGS, List.of("orders", "products"));
    http = gateway.http();
    contract = ContractFile.parse(http.get("/asyncapi.yaml").text());
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void whatIsSaidIsDocumentedAndWhatIsDocumentedIsSaid() {
    http.put("/v1/products/a", json("{'name':'x','price':1,'badge':'new'}"));
    http.delete("/v1/products/b");
    try (LiveClient client = gateway.live()) {
      await(client, "welcome");
      say(client, "ping", "");
      await(client, "pong");
      say(client, "auth", json(",'token':'t'"));
      say(client, "subscribe", watch("s1", "\"a\",\"b\"") + ",\"interval\":0,\"have\":{\"a\":1}");
      await(client, "subscribed");
      await(client, "snapshot");
      http.patch("/v1/products/a", json("{'price':2,'badge':null}"));
      assertThat(await(client, "update").at("/changes/0/unset/0").asText()).isEqualTo("badge");
      http.put("/v1/products/b", json("{'name':'y'}"));
      assertThat(await(client, "update").at("/changes/0/doc/name").asText()).isEqualTo("y");
      http.delete("/v1/products/b");
      assertThat(await(client, "update").at("/changes/0/gone").asBoolean()).isTrue();
      await(client, "heartbeat");
      search(client);
      say(client, "subscribe", watch("s2", "\"c\"") + ",\"fields\":[\"price\"]");
      await(client, "snapshot");
      refusals(client);
      say(client, "unsubscribe", json(",'id':'s1'"));
      String every = json(",'id':'e','collection':'products','every':true");
      say(client, "subscribe", every);
      await(client, "subscribed");
      http.put("/v1/products/e", json("{'name':'x'}"));
      await(client, "event");
      say(client, "subscribe", every + ",\"since\":\"x-0-0-0-0-0-0-0-0\"");
      await(client, "reset");
      gateway.close();
      await(client, "bye");
    }
    Set<String> documented = new TreeSet<>();
    contract.at("/components/messages").fieldNames().forEachRemaining(documented::add);
    assertThat(seen).containsExactlyElementsOf(documented);
    Set<String> documentedCodes = new TreeSet<>();
    contract
        .at("/components/schemas/Problem/properties/code/enum")
        .forEach(code -> documentedCodes.add(code.asText()));
    // Codes of outages, which do not occur here.
    codes.addAll(List.of("overloaded", "search_unavailable", "store_unavailable"));
    assertThat(codes).containsExactlyElementsOf(documentedCodes);
  }

  private void refusals(LiveClient client) {
    refused(client, json("{'type':'what'}"));
    refused(client, message("unsubscribe", json(",'id':'s9'")));
    refused(client, message("subscribe", watch("s3", "\"a\"")));
    refused(client, message("subscribe", watch("s2", many())));
    refused(client, message("subscribe", watch("s2", "\"c\"").replace("products", "orders")));
    refused(client, message("subscribe", watch("s2", "\"c\"").replace("products", "nope")));
    refused(client, message("subscribe", SEARCH.replace("z1", "s2")));
  }

  private static String many() {
    return IntStream.range(0, 25).mapToObj(i -> "\"m" + i + "\"").collect(Collectors.joining(","));
  }

  private void search(LiveClient client) {
    http.put("/v1/products/q1", json("{'name':'x','price':77}"));
    say(client, "subscribe", SEARCH);
    client.awaitView(view -> List.of("q1").equals(view.list("z1")), "q1");
    http.put("/v1/products/q2", json("{'name':'x','price':77}"));
    assertThat(await(client, "enter").at("/docs/0/at").asInt()).isEqualTo(1);
    http.patch("/v1/products/q2", json("{'price':7}"));
    await(client, "leave");
    try (LiveClient other = gateway.live()) {
      refused(other, message("subscribe", SEARCH.replace("70", "60")));
    }
    say(client, "unsubscribe", json(",'id':'z1'"));
  }

  @Test
  void aSearchThatCanNotBeHadIsADocumentedError() {
    try (GatewayServer alone =
            GatewayServer.startAtOnce(
                redis.url(),
                "http://127.0.0.1:1",
                "asyncapi-alone",
                SETTINGS,
                List.of("products"));
        LiveClient client = alone.live()) {
      client.send(message("subscribe", SEARCH));
      assertThat(await(client, "error").at("/problem/code").asText())
          .isEqualTo("search_unavailable");
    }
  }

  @Test
  void sessionsEndWithDocumentedCodes() {
    Set<Integer> ends = new TreeSet<>();
    try (LiveClient binary = gateway.live();
        LiveClient large = gateway.live();
        LiveClient flood = gateway.live();
        LiveClient last = gateway.live()) {
      ends.add(binary.sendBinary(new byte[1]).awaitClose());
      ends.add(large.send("x".repeat(25_000)).awaitClose());
      ends.add(endOfFlood(flood));
      gateway.close();
      ends.add(last.awaitClose());
    }
    assertThat(ends).containsExactly(4400, 4413, 4429, 4503);
    ends.forEach(code -> contract.at("/channels/live/x-close-codes/" + code));
  }

  /** Sends above the rate limit until the gateway ends the session; returns the close code. */
  private static int endOfFlood(LiveClient flood) {
    try {
      while (!flood.isClosed()) {
        flood.send(json("{'type':'ping'}"));
      }
    } catch (CompletionException closed) {
      // The gateway has just closed the session. The close code follows.
    }
    return flood.awaitClose();
  }

  private static String watch(String id, String ids) {
    return json(",'id':'%s','collection':'products','ids':[%s]", id, ids);
  }

  private static String message(String type, String members) {
    return json("{'type':'%s'%s}", type, members);
  }

  /** Sends a message, and asserts that it conforms to the contract. */
  private void say(LiveClient client, String type, String members) {
    String message = message(type, members);
    seen.add(type);
    ContractFile.check(payload("fromClient", type), message, type);
    client.send(message);
  }

  private void refused(LiveClient client, String message) {
    client.send(message);
    codes.add(await(client, "error").at("/problem/code").asText());
  }

  /** Returns the next message of a type. Each message until then must conform to the contract. */
  private JsonNode await(LiveClient client, String type) {
    return client.await(
        message -> {
          String said = message.path("type").asText();
          seen.add(said);
          ContractFile.check(payload("toClient", said), message.toString(), said);
          return said.equals(type);
        },
        type);
  }

  /** Returns the schema of a message that the operation receives or sends. */
  private JsonNode payload(String operation, String type) {
    assertThat(contract.text("/operations/" + operation + "/messages"))
        .contains("#/channels/live/messages/" + type + "\"");
    return contract.at("/channels/live/messages/" + type + "/payload");
  }
}
