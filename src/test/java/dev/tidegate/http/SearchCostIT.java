package dev.tidegate.http;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.RealServers;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Searches that need much memory of Elasticsearch, with the heap that the embedded one has. */
@GatewayTest
@ExtendWith(RealServers.class)
class SearchCostIT {
  private static final int CLIENTS = 32;

  private final HttpCalls http;
  private final ElasticsearchServer elasticsearch;

  SearchCostIT(GatewayServer gateway, ElasticsearchServer elasticsearch) {
    this.http = gateway.http();
    this.elasticsearch = elasticsearch;
  }

  @BeforeEach
  void write() {
    http.put("/v1/products/p1", json("{'name':'Ceramic umbrella stand'}"));
  }

  @AfterEach
  void restore() throws IOException, InterruptedException {
    limitRequests("null");
  }

  @Test
  void manyClientsWithManyWordsAreAllAnswered() throws ExecutionException, InterruptedException {
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<HttpCalls.Answer>> answers =
          IntStream.range(0, CLIENTS)
              .mapToObj(client -> clients.submit(() -> search(words(client), "")))
              .toList();
      for (Future<HttpCalls.Answer> answer : answers) {
        assertThat(answer.get().status()).as(answer.get().text()).isEqualTo(200);
      }
    }
  }

  @Test
  void withoutTheMemoryForTypingErrorsTheSearchSaysSo() throws IOException, InterruptedException {
    assertThat(ids(search("umbrela ceramic", "").json())).containsExactly("p1");
    limitRequests("\"330kb\"");
    JsonNode exact = search("umbrella ceramic", "").json();
    assertThat(exact.path("typo_tolerance").isBoolean()).isTrue();
    assertThat(exact.path("typo_tolerance").booleanValue()).isFalse();
    assertThat(ids(exact)).containsExactly("p1");
    assertThat(ids(search("umbrela ceramics", "&relax=false").json())).isEmpty();
  }

  @Test
  void aSearchThatCanNeverSucceedIsNotToBeRepeated() throws IOException, InterruptedException {
    limitRequests("\"1kb\"");
    HttpCalls.Answer answer = search("umbrella stand", "&limit=7");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("code").asText()).isEqualTo("query_too_expensive");
    assertThat(answer.json().has("retry_after_ms")).isFalse();
  }

  private static List<String> ids(JsonNode page) {
    return page.path("hits").findValuesAsText("id");
  }

  /** 32 long words, different for each client. */
  private static String words(int client) {
    return IntStream.range(0, 32)
        .mapToObj(i -> (char) ('a' + i % 26) + "portableumbrella" + (char) ('a' + client % 26))
        .collect(Collectors.joining(" "));
  }

  private HttpCalls.Answer search(String q, String parameters) {
    return http.get(
        "/v1/products?q=" + URLEncoder.encode(q + " ", StandardCharsets.UTF_8) + parameters);
  }

  private void limitRequests(String limit) throws IOException, InterruptedException {
    HttpRequest settings =
        HttpRequest.newBuilder(URI.create(elasticsearch.url() + "/_cluster/settings"))
            .header("content-type", "application/json")
            .method(
                "PUT",
                HttpRequest.BodyPublishers.ofString(
                    json("{'persistent':{'indices.breaker.request.limit':%s}}", limit)))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(settings, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }
}
