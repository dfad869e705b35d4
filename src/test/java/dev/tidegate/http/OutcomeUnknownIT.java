package dev.tidegate.http;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.testing.BlackHole;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Responses to writes whose connection to Redis dies after they were sent. */
@ExtendWith(RealServers.class)
class OutcomeUnknownIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WITH_KEY = "Retry with the same Idempotency-Key.";
  private static final String WITHOUT_KEY = "Read the document before you retry.";

  @Test
  @DisplayName("only a write with an Idempotency-Key is advised to retry")
  void adviceDependsOnTheKey(RedisServer redis, ElasticsearchServer elasticsearch)
      throws IOException {
    try (BlackHole hole = new BlackHole(URI.create(redis.url()).getPort());
        GatewayServer gateway =
            GatewayServer.start(
                redis.url().replaceFirst("\\d+$", Integer.toString(hole.port())),
                elasticsearch.url(),
                "unknown",
                Map.of("TIDEGATE_REDIS_COMMAND_TIMEOUT", "2s"))) {
      HttpCalls http = gateway.http();
      http.put("/v1/products/a", json("{'name':'x','stock':1}"));

      Answer put = swallowed(hole, http, () -> http.put("/v1/products/a", json("{'name':'y'}")));
      assertUnknown(put.json(), WITHOUT_KEY);
      assertThat(put.status()).isEqualTo(503);

      Answer adjust =
          swallowed(
              hole,
              http,
              () ->
                  http.post(
                      "/v1/products/a/adjust", json("{'stock':1}"), "Idempotency-Key", "adjust-1"));
      assertUnknown(adjust.json(), WITH_KEY);

      // Of different documents: writes to one document are sent one after another.
      Answer bulk =
          swallowed(
              hole,
              http,
              () ->
                  http.post(
                      "/v1/products/_bulk",
                      """
                      {"op":"adjust","id":"a","doc":{"stock":1},"key":"line-1"}
                      {"op":"adjust","id":"b","doc":{"stock":1}}
                      """));
      List<JsonNode> lines = lines(bulk);
      assertThat(lines).hasSize(2);
      assertUnknown(lines.get(0).path("error"), WITH_KEY);
      assertUnknown(lines.get(1).path("error"), WITHOUT_KEY);

      Answer read = Eventually.get(() -> http.get("/v1/products/a"), ok -> ok.status() == 200);
      assertThat(read.text()).contains(json("'name':'x'"));
    }
  }

  /**
   * Returns the response to a call whose command never arrives. Other connections of the gateway
   * can still be closed from the call before: such a call is rejected unsent, and made again.
   */
  private static Answer swallowed(BlackHole hole, HttpCalls http, Supplier<Answer> call) {
    return Eventually.get(
        () -> {
          hole.shut();
          Answer answer = call.get();
          hole.open();
          Eventually.get(
              () -> http.put("/v1/products/other", json("{'name':'x'}")).status(),
              status -> status == 200 || status == 201);
          return answer;
        },
        answer -> answer.text().contains("outcome_unknown"));
  }

  private static void assertUnknown(JsonNode problem, String advice) {
    assertThat(problem.path("code").asText()).as("%s", problem).isEqualTo("outcome_unknown");
    assertThat(problem.path("detail").asText()).isEqualTo(advice);
  }

  private static List<JsonNode> lines(Answer answer) throws IOException {
    try (var lines = JSON.readerFor(JsonNode.class).<JsonNode>readValues(answer.text())) {
      return lines.readAll();
    }
  }
}
