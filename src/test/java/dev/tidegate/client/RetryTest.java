package dev.tidegate.client;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.client.ScriptedServer.Received;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests that the client repeats, and the failures of those that it does not. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RetryTest {
  private static final Map<String, Integer> SALE = Map.of("stock", -2);
  private static final WriteOptions KEY = WriteOptions.key("order-17");

  private final ScriptedServer server = new ScriptedServer();
  private final BlockingQueue<Duration> delays = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void repeatsATemporaryFailureWithTheSameKeyAndBody(int status) {
    server.reply(Replies.status(status, "<html>"), Replies.written(7));
    try (TidegateClient client = client().build()) {
      assertThat(patch(client, KEY).join()).isEqualTo(new WriteResult("tea", 7));
    }
    assertThat(server.received()).hasSize(2).extracting(Received::key).containsOnly("order-17");
    assertThat(server.received()).extracting(Received::body).containsOnly(json("{'stock':-2}"));
  }

  @Test
  void repeatsALostResponseWithTheSameKey() {
    server.reply(Replies.cut(), Replies.cutAfter("{\"id\":"), Replies.written(7));
    try (TidegateClient client = client().build()) {
      assertThat(patch(client, KEY).join().rev()).isEqualTo(7);
    }
    assertThat(server.received()).hasSize(3).extracting(Received::key).containsOnly("order-17");
  }

  @Test
  void repeatsARead() {
    server.reply(
        Replies.cut(),
        Replies.problem(503, "store_unavailable"),
        Replies.status(200, json("{'id':'tea','rev':3,'doc':{'stock':5}}")));
    try (TidegateClient client = client().build()) {
      assertThat(client.collection("products").get("tea").join())
          .hasValueSatisfying(tea -> assertThat(tea.rev()).isEqualTo(3));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 412, 413, 422})
  void doesNotRepeatAFinalResponse(int status) {
    server.reply(Replies.problem(status, "refused"));
    try (TidegateClient client = client().build()) {
      TidegateException failure = Failures.of(patch(client, KEY));
      assertThat(failure).isInstanceOf(ProblemException.class).hasMessage(status + " refused");
      assertThat(failure.outcomeUnknown()).isFalse();
    }
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void doesNotRepeatALostResponseWithoutAKey() {
    server.reply(Replies.cut());
    try (TidegateClient client = client().build()) {
      TidegateException failure = Failures.of(patch(client, WriteOptions.NONE));
      assertThat(failure).isInstanceOf(ConnectionFailedException.class);
      assertThat(failure.outcomeUnknown()).isTrue();
      assertThat(failure.attempts()).isEqualTo(1);
    }
    assertThat(server.received()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"500, internal", "502, http_502", "503, outcome_unknown", "504, http_504"})
  void doesNotRepeatAnUnknownOutcomeWithoutAKey(int status, String code) {
    server.reply(Replies.status(status, Replies.problemDocument(status, code), "retry-after", "0"));
    try (TidegateClient client = client().build()) {
      assertThat(Failures.of(patch(client, WriteOptions.NONE)).outcomeUnknown()).isTrue();
    }
    assertThat(server.received()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void repeatsARejectedWriteWithoutAKey(int status) {
    server.reply(
        Replies.status(status, Replies.problemDocument(status, "limit"), "retry-after", "0"),
        Replies.written(7));
    try (TidegateClient client = client().build()) {
      assertThat(patch(client, WriteOptions.NONE).join().rev()).isEqualTo(7);
    }
  }

  @Test
  void waitsAsLongAsTheResponseAsks() throws InterruptedException {
    server.reply(Replies.status(503, "{}", "retry-after", "7"));
    try (TidegateClient client = client().build()) {
      CompletableFuture<WriteResult> written = patch(client, KEY);
      assertThat(delays.take()).isBetween(Duration.ofSeconds(7), Duration.ofMillis(7_100));
      client.stopRetries();
      assertThat(Failures.of(written).attempts()).isEqualTo(1);
    }
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void theDelayInTheBodyIsMoreExactThanTheHeader() throws InterruptedException {
    server.reply(Replies.status(503, json("{'retry_after_ms':6200}"), "retry-after", "7"));
    try (TidegateClient client = client().build()) {
      CompletableFuture<WriteResult> written = patch(client, KEY);
      assertThat(delays.take()).isBetween(Duration.ofMillis(6_200), Duration.ofMillis(6_300));
      client.stopRetries();
      assertThat(Failures.of(written)).hasMessage("503 http_503");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3_600_001, Long.MAX_VALUE})
  void givesUpAtOnceIfTheDelayIsLongerThanTheRetryTime(long delayMs) {
    server.reply(Replies.status(503, json("{'retry_after_ms':%s}", delayMs)));
    try (TidegateClient client = client().build()) {
      assertThat(Failures.of(patch(client, KEY)).attempts()).isEqualTo(1);
    }
    assertThat(delays).isEmpty();
  }

  @Test
  void aResponseInTimeIsNeeded() {
    server.reply(Replies.silence());
    try (TidegateClient client =
        client().requestTimeout(Duration.ofMillis(50)).retryFor(Duration.ZERO).build()) {
      TidegateException failure = Failures.of(patch(client, KEY));
      assertThat(failure).hasMessage("No complete response within 50 ms");
      assertThat(failure.outcomeUnknown()).isTrue();
      TidegateException read = Failures.of(client.collection("products").get("tea"));
      assertThat(read.outcomeUnknown()).as("of a read").isFalse();
    }
  }

  @Test
  void repeatsAWriteWhoseResponseDoesNotComeInTime() {
    server.reply(Replies.silence(), Replies.written(7));
    try (TidegateClient client = client().requestTimeout(Duration.ofMillis(200)).build()) {
      assertThat(patch(client, KEY).join().rev()).isEqualTo(7);
    }
    assertThat(server.received())
        .hasSizeGreaterThanOrEqualTo(2)
        .extracting(Received::key)
        .containsOnly("order-17");
  }

  @Test
  void theOutcomeStaysUnknownWhenLaterAttemptsAreRejected() {
    server.reply(
        Replies.cut(), Replies.status(503, json("{'code':'draining','retry_after_ms':3600001}")));
    try (TidegateClient client = client().build()) {
      TidegateException failure = Failures.of(patch(client, KEY));
      assertThat(failure.outcomeUnknown()).isTrue();
      assertThat(failure.attempts()).isEqualTo(2);
    }
  }

  @Test
  void aFinalResponseSettlesTheOutcome() {
    server.reply(Replies.cut(), Replies.problem(412, "revision_mismatch"));
    try (TidegateClient client = client().build()) {
      TidegateException failure = Failures.of(patch(client, KEY));
      assertThat(failure.outcomeUnknown()).isFalse();
      assertThat(failure.attempts()).isEqualTo(2);
    }
  }

  @Test
  void aRefusedConnectionExcludesAnEffect() throws Exception {
    try (TidegateClient client =
        listening(TidegateClient.builder(URI.create("http://127.0.0.1:" + closedPort()))).build()) {
      CompletableFuture<WriteResult> written = patch(client, WriteOptions.NONE);
      delays.take(); // repeated, although it has no key
      client.stopRetries();
      TidegateException failure = Failures.of(written);
      assertThat(failure).hasMessageContaining("Connection refused");
      assertThat(failure.outcomeUnknown()).isFalse();
    }
  }

  @Test
  void closingFailsUnansweredAndLaterRequests() throws InterruptedException {
    BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    server.reply((request, content) -> arrived.add(content.uri()));
    TidegateClient client = client().connections(1).build();
    CompletableFuture<WriteResult> sent = patch(client, KEY);
    CompletableFuture<WriteResult> waiting = patch(client, KEY);
    arrived.take();
    client.close();
    assertThat(Failures.of(sent).outcomeUnknown()).isTrue();
    assertThat(Failures.of(waiting).outcomeUnknown()).isFalse();
    assertThat(Failures.of(patch(client, KEY))).hasMessage("The client is closed");
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void connectionsAreLimitedAndUsedAgain() {
    server.reply(Replies.written(1));
    try (TidegateClient client = client().connections(3).build()) {
      for (int round = 0; round < 20; round++) {
        List<CompletableFuture<WriteResult>> writes =
            List.of(patch(client, KEY), patch(client, KEY), patch(client, KEY), patch(client, KEY));
        writes.forEach(CompletableFuture::join);
      }
    }
    assertThat(server.received()).hasSize(80);
    assertThat(server.mostUnanswered()).isLessThanOrEqualTo(3);
    assertThat(server.connections()).isLessThanOrEqualTo(3);
  }

  private TidegateClient.Builder client() {
    return listening(server.client());
  }

  private TidegateClient.Builder listening(TidegateClient.Builder builder) {
    return builder
        .retryFor(Duration.ofHours(1))
        .retryDelays(Duration.ofMillis(1), Duration.ofMillis(2))
        .retryListener((attempt, delay, cause) -> delays.add(delay));
  }

  private static CompletableFuture<WriteResult> patch(TidegateClient client, WriteOptions options) {
    return client.collection("products").patch("tea", SALE, options);
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
