package dev.tidegate.client;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tidegate.client.ScriptedServer.Received;
import dev.tidegate.client.ScriptedServer.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The requests of a bulk stream, and the results of its writes. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BulkStreamTest {
  private final ScriptedServer server = new ScriptedServer();
  private final BlockingQueue<Duration> delays = new LinkedBlockingQueue<>();
  private final BlockingQueue<Runnable> replies = new LinkedBlockingQueue<>();
  private final TidegateClient client =
      server
          .client()
          .retryFor(Duration.ofHours(1))
          .retryDelays(Duration.ofMillis(1), Duration.ofMillis(2))
          .retryListener((attempt, delay, cause) -> delays.add(delay))
          .build();
  private final CollectionClient products = client.collection("products");

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void writesEachOperationAsALine() {
    server.reply(Replies.bulk());
    products
        .bulk(
            List.of(
                BulkOperation.create("a", Map.of("name", "Tea")),
                BulkOperation.patch("b", Map.of("price", 5)).withKey("say-\"k\""),
                BulkOperation.adjust("c", Map.of("stock", -1)).withRev(7),
                BulkOperation.delete("d")))
        .join();
    Received request = server.received().getFirst();
    assertThat(request.method() + " " + request.uri()).isEqualTo("POST /v1/products/_bulk");
    assertThat(request.headers()).containsEntry("content-type", "application/x-ndjson");
    assertThat(request.lines())
        .containsExactly(
            json("{'op':'put','id':'a','rev':0,'doc':{'name':'Tea'}}"),
            "{\"op\":\"patch\",\"id\":\"b\",\"key\":\"say-\\\"k\\\"\",\"doc\":{\"price\":5}}",
            json("{'op':'adjust','id':'c','rev':7,'doc':{'stock':-1}}"),
            json("{'op':'delete','id':'d'}"));
  }

  @Test
  void sendsAsManyLinesAsFitIntoARequest() {
    server.reply(Replies.bulk());
    assertThat(products.bulk(deletes(0, 2_500)).join())
        .hasSize(2_500)
        .allMatch(result -> result instanceof BulkResult.Written);
    assertThat(server.received())
        .extracting(request -> request.lines().size())
        .containsExactly(1_000, 1_000, 500);
  }

  @Test
  void sendsAsManyBytesAsFitIntoARequest() {
    server.reply(held(), Replies.bulk());
    int line = BulkOperation.delete("p10").line().length;
    BulkStream stream = products.bulkStream(new BulkOptions(1_000, 3 * line, 1 << 20));
    stream.write(BulkOperation.delete("first"));
    deletes(10, 14).forEach(stream::write);
    stream.write(BulkOperation.patch("long", Map.of("name", "x".repeat(5 * line))));
    stream.write(BulkOperation.delete("p15"));
    CompletableFuture<Void> finished = stream.finish();
    release();
    finished.join();
    assertThat(requests())
        .containsExactly(
            List.of("first"),
            List.of("p10", "p11", "p12"),
            List.of("p13"),
            List.of("long"),
            List.of("p15"));
  }

  @Test
  void matchesResultsToLines() {
    server.reply(
        Replies.status(
            200,
            Replies.result("a", 5)
                + Replies.error("b", 409, "out_of_bounds")
                + Replies.result("c", 6)));
    List<BulkResult> results =
        products.bulk(List.of("a", "b", "c").stream().map(BulkOperation::delete).toList()).join();
    assertThat(results).element(0).isEqualTo(new BulkResult.Written("a", 5));
    assertThat(results).element(1).isInstanceOf(BulkResult.Rejected.class);
    assertThat(((BulkResult.Rejected) results.get(1)).problem().is("out_of_bounds")).isTrue();
    assertThat(results).element(2).isEqualTo(new BulkResult.Written("c", 6));
  }

  @Test
  void aResultOfAnotherDocumentIsNoResult() {
    server.reply(Replies.status(200, Replies.result("a", 5) + Replies.result("x", 6)));
    List<BulkResult> results =
        products.bulk(List.of(BulkOperation.delete("a"), BulkOperation.delete("b"))).join();
    assertThat(results.getFirst()).isEqualTo(new BulkResult.Written("a", 5));
    assertThat(unknown(results.get(1))).isTrue();
  }

  @Test
  void repeatsOnlyTheLinesWithoutAResultAfterACut() {
    server.reply(
        Replies.cutAfter(Replies.result("p0", 5) + Replies.result("p1", 6) + "{\"id\":\"p2\",\"re"),
        Replies.bulk());
    List<BulkResult> results = products.bulk(keyed(deletes(0, 4))).join();
    assertThat(results).element(1).isEqualTo(new BulkResult.Written("p1", 6));
    assertThat(results).element(3).isEqualTo(new BulkResult.Written("p3", 1));
    assertThat(requests()).containsExactly(List.of("p0", "p1", "p2", "p3"), List.of("p2", "p3"));
    assertThat(server.received().get(1).lines())
        .as("the same lines with the same keys")
        .isEqualTo(server.received().getFirst().lines().subList(2, 4));
  }

  @Test
  void aCutLeavesTheOutcomeOfLinesWithoutKeysUnknown() {
    server.reply(Replies.cutAfter(Replies.result("p0", 5)));
    List<BulkResult> results = products.bulk(deletes(0, 3)).join();
    assertThat(results.getFirst()).isEqualTo(new BulkResult.Written("p0", 5));
    assertThat(results.subList(1, 3)).allMatch(BulkStreamTest::unknown);
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void anErrorOfTheRequestEndsItsResults() {
    server.reply(
        Replies.status(
            200,
            Replies.result("p0", 5)
                + "{\"error\":"
                + Replies.problemDocument(503, "too_many_errors")
                + "}\n"),
        Replies.bulk());
    List<BulkResult> results = products.bulk(keyed(deletes(0, 3))).join();
    assertThat(results).allMatch(result -> result instanceof BulkResult.Written);
    assertThat(requests()).containsExactly(List.of("p0", "p1", "p2"), List.of("p1", "p2"));
  }

  @Test
  void repeatsALineThatIsTemporarilyRejected() {
    server.reply(
        Replies.status(
            200,
            Replies.result("p0", 5)
                + Replies.error("p1", 503, "outcome_unknown")
                + Replies.error("p2", 503, "outcome_unknown")),
        Replies.bulk());
    List<BulkOperation> operations = new ArrayList<>(keyed(deletes(0, 2)));
    operations.add(BulkOperation.delete("p2"));
    List<BulkResult> results = products.bulk(operations).join();
    assertThat(results).element(1).isEqualTo(new BulkResult.Written("p1", 1));
    assertThat(results).element(2).isInstanceOf(BulkResult.Rejected.class);
    assertThat(requests()).element(1).isEqualTo(List.of("p1"));
  }

  @Test
  void aWriteWaitsForTheEarlierOneOfItsDocument() {
    server.reply(
        Replies.status(
            200, Replies.error("a", 503, "x") + Replies.result("b", 1) + Replies.result("c", 1)),
        Replies.bulk());
    List<String> ids = List.of("a", "b", "a", "a", "c");
    List<BulkResult> results =
        products
            .bulk(
                IntStream.range(0, ids.size())
                    .mapToObj(i -> BulkOperation.delete(ids.get(i)).withKey("k" + i))
                    .toList())
            .join();
    assertThat(results).extracting(BulkResult::id).isEqualTo(ids);
    assertThat(keys(server.received()))
        .containsExactly(List.of("k0", "k1", "k4"), List.of("k0"), List.of("k2"), List.of("k3"));
  }

  @Test
  void repeatsARejectedRequest() {
    server.reply(
        Replies.status(503, json("{'code':'draining'}"), "retry-after", "0"), Replies.bulk());
    assertThat(products.bulk(deletes(0, 2)).join())
        .allMatch(result -> result instanceof BulkResult.Written);
    assertThat(server.received()).hasSize(2);
  }

  @Test
  void sendsFewerLinesAfterRepeatedFailures() {
    server.reply(Replies.cut(), Replies.cut(), Replies.cut(), Replies.cut(), Replies.bulk());
    BulkStream stream = products.bulkStream(new BulkOptions(8, 1 << 20, 1 << 20));
    List<CompletableFuture<BulkResult>> results = stream.writeAll(keyed(deletes(0, 10)));
    stream.finish().join();
    assertThat(results).allMatch(result -> result.join() instanceof BulkResult.Written);
    assertThat(server.received())
        .extracting(request -> request.lines().size())
        .containsExactly(8, 8, 4, 2, 1, 8, 1);
  }

  @Test
  void aFinalErrorResponseRejectsItsWritesOnly() {
    server.reply(Replies.problem(404, "unknown_collection"));
    assertThat(products.bulk(deletes(0, 2)).join())
        .hasSize(2)
        .allMatch(
            result ->
                result instanceof BulkResult.Rejected rejected
                    && rejected.problem().is("unknown_collection"));
  }

  @Test
  void limitsTheBytesThatWait() {
    server.reply(held(), Replies.bulk());
    int line = BulkOperation.delete("p0").line().length;
    BulkStream stream = products.bulkStream(new BulkOptions(10, 1_000, 2L * line));
    stream.write(BulkOperation.delete("p0"));
    stream.write(BulkOperation.delete("p1"));
    assertThat(stream.ready()).isCompleted();
    stream.write(BulkOperation.delete("p2"));
    CompletableFuture<Void> ready = stream.ready();
    assertThat(ready).isNotDone();
    assertThatIllegalStateException().isThrownBy(() -> stream.write(BulkOperation.delete("p3")));
    release();
    ready.join();
    stream.write(BulkOperation.delete("p3"));
    stream.finish().join();
    assertThat(requests()).element(1).isEqualTo(List.of("p1", "p2"));
  }

  @Test
  void writesThatAreRepeatedCountAsWaiting() throws InterruptedException {
    server.reply(Replies.status(503, json("{'retry_after_ms':3500000}")));
    int line = BulkOperation.delete("p0").line().length;
    BulkStream stream = products.bulkStream(new BulkOptions(10, 1_000, line));
    stream.write(BulkOperation.delete("p0"));
    delays.take();
    CompletableFuture<Void> ready = stream.ready();
    assertThat(ready).isNotDone();
    assertThatIllegalStateException().isThrownBy(() -> stream.write(BulkOperation.delete("p1")));
    client.stopRetries();
    ready.join();
    assertThat(stream.write(BulkOperation.delete("p1")).join())
        .isInstanceOf(BulkResult.Failed.class);
  }

  @Test
  void breaksWhenTheRetryTimeHasPassed() throws InterruptedException {
    server.reply(
        held(Replies.status(503, json("{'retry_after_ms':3500000}"))),
        Replies.status(503, json("{'retry_after_ms':3600001}")));
    BulkStream stream = products.bulkStream(BulkOptions.DEFAULT);
    CompletableFuture<BulkResult> sent = stream.write(keyed(deletes(0, 1)).getFirst());
    CompletableFuture<BulkResult> queued = stream.write(BulkOperation.delete("p1"));
    release();
    delays.take();
    client.stopRetries();
    assertThat(((BulkResult.Failed) sent.join()).cause().attempts()).isEqualTo(1);
    assertThat(((BulkResult.Failed) queued.join()).cause().attempts()).isZero();
    assertThat(unknown(queued.join())).isFalse();
    CompletableFuture<BulkResult> late = stream.write(BulkOperation.delete("p2"));
    assertThat(late.join()).isInstanceOf(BulkResult.Failed.class);
    stream.finish().join();
  }

  @Test
  void finishesAfterTheResultsOfAllWrites() {
    server.reply(Replies.bulk());
    for (int round = 0; round < 100; round++) {
      BulkStream stream = products.bulkStream(BulkOptions.DEFAULT);
      CompletableFuture<BulkResult> result = stream.write(BulkOperation.delete("p0"));
      assertThat(stream.finish().thenApply(finished -> result.isDone()).join()).isTrue();
    }
  }

  @Test
  void rejectsWritesAfterItsEnd() {
    BulkStream stream = products.bulkStream(BulkOptions.DEFAULT);
    stream.finish().join();
    assertThatIllegalStateException().isThrownBy(() -> stream.write(BulkOperation.delete("p0")));
  }

  /** Accepts all lines, but not before {@link #release}. */
  private Reply held() {
    return held(Replies.bulk());
  }

  private Reply held(Reply reply) {
    return (request, content) -> replies.add(() -> reply.send(request, content));
  }

  private void release() {
    try {
      replies.take().run();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static List<BulkOperation> deletes(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> BulkOperation.delete("p" + i)).toList();
  }

  private static List<BulkOperation> keyed(List<BulkOperation> operations) {
    return operations.stream().map(operation -> operation.withKey("k-" + operation.id())).toList();
  }

  private static boolean unknown(BulkResult result) {
    return result instanceof BulkResult.Failed failed && failed.cause().outcomeUnknown();
  }

  /** Returns the ids in each request. */
  private List<List<String>> requests() {
    return server.received().stream()
        .map(request -> request.lines().stream().map(Replies::id).toList())
        .toList();
  }

  private static List<List<String>> keys(List<Received> requests) {
    return requests.stream()
        .map(
            request ->
                request.lines().stream()
                    .map(line -> Replies.json(line).path("key").asText())
                    .toList())
        .toList();
  }
}
