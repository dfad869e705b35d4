package dev.tidegate.client;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.CuttingProxy;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client against a gateway, directly and where connections are cut all the time. */
@GatewayTest
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClientIT {
  private static final Map<String, Integer> SALE = Map.of("stock", -1, "sold", 1);

  private final GatewayServer gateway;

  ClientIT(GatewayServer gateway) {
    this.gateway = gateway;
  }

  @Test
  void writesAndReads() {
    try (TidegateClient client = client(address())) {
      CollectionClient products = client.collection("products");
      products.delete("tea", WriteOptions.key("clean")).exceptionally(absent -> null).join();
      WriteResult created =
          products.create("tea", product(5), WriteOptions.key("create-tea")).join();
      assertThat(products.create("tea", product(5), WriteOptions.key("create-tea")).join())
          .as("the stored response")
          .isEqualTo(created);
      assertThat(
              Failures.problem(products.create("tea", product(5), WriteOptions.NONE)).currentRev())
          .isEqualTo(created.rev());
      Document sold = products.adjust("tea", SALE, WriteOptions.ifRev(created.rev())).join();
      assertThat(sold.doc()).isEqualTo(Replies.json(json("{'stock':4,'sold':1}")));
      assertThat(Failures.problem(products.adjust("tea", Map.of("stock", -5), WriteOptions.NONE)))
          .satisfies(
              problem -> assertThat(problem.errors().getFirst().pointer()).isEqualTo("/stock"));
      assertThat(products.get("tea", ReadOptions.fields("name").withMinRev(sold.rev())).join())
          .hasValueSatisfying(
              tea -> assertThat(tea.doc()).isEqualTo(Replies.json(json("{'name':'A product'}"))));
      assertThat(products.getAll(List.of("none", "tea")).join().missing()).containsExactly("none");
      assertThat(Failures.problem(client.collection("nothing").get("tea")).is("unknown_collection"))
          .isTrue();
    }
  }

  @Test
  void matchesTheResultsOfABulkToItsWrites() {
    try (TidegateClient client = client(address())) {
      CollectionClient products = client.collection("products");
      List<BulkResult> results =
          products
              .bulk(
                  List.of(
                      BulkOperation.put("cup", product(1)),
                      BulkOperation.adjust("cup", SALE),
                      BulkOperation.adjust("cup", SALE),
                      BulkOperation.put("pot", Map.of("stock", 1)),
                      BulkOperation.patch("no-product", Map.of("price", 1)),
                      BulkOperation.create("cup", product(9)),
                      BulkOperation.patch("cup", Map.of("price", 5))))
              .join();
      assertThat(results.stream().map(ClientIT::code))
          .containsExactly(
              "written",
              "written",
              "out_of_bounds",
              "invalid_document",
              "not_found",
              "revision_mismatch",
              "written");
      assertThat(products.get("cup").join())
          .hasValueSatisfying(
              cup ->
                  assertThat(results.getLast())
                      .isEqualTo(new BulkResult.Written("cup", cup.rev())));
    }
  }

  @Test
  void appliesEachWriteOnceWhereConnectionsAreCut() {
    int documents = 20;
    int sales = 40;
    try (CuttingProxy proxy = new CuttingProxy(gateway.port(), 2_000, Integer.MAX_VALUE);
        TidegateClient client = client(proxy.address())) {
      CollectionClient products = client.collection("products");
      CompletableFuture<?>[] sold =
          IntStream.range(0, documents)
              .mapToObj(i -> sell(products, "write-" + i, sales))
              .toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(sold).join();
      assertThat(proxy.cuts()).isPositive();
    }
    assertSold("write-", documents, sales);
  }

  @Test
  void appliesEachLineOfABulkOnceWhereConnectionsAreCut() {
    int documents = 600;
    int sales = 4;
    try (CuttingProxy proxy = new CuttingProxy(gateway.port(), 20_000, Integer.MAX_VALUE);
        TidegateClient client = client(proxy.address())) {
      BulkStream stream = client.collection("products").bulkStream(BulkOptions.DEFAULT);
      List<CompletableFuture<BulkResult>> results =
          IntStream.range(0, documents * (sales + 1))
              .mapToObj(i -> stream.write(line("bulk-" + i % documents, i / documents)))
              .toList();
      stream.finish().join();
      assertThat(results).allMatch(result -> result.join() instanceof BulkResult.Written);
      assertThat(proxy.cuts()).isPositive();
    }
    assertSold("bulk-", documents, sales);
  }

  /** Creates a document, then sells pieces of it one by one. */
  private static CompletableFuture<?> sell(CollectionClient products, String id, int sales) {
    CompletableFuture<?> last = products.create(id, product(1_000), WriteOptions.key("create"));
    for (int i = 0; i < sales; i++) {
      WriteOptions key = WriteOptions.key("sale-" + i);
      last = last.thenCompose(done -> products.adjust(id, SALE, key));
    }
    return last;
  }

  private static BulkOperation line(String id, int round) {
    return round == 0
        ? BulkOperation.create(id, product(1_000)).withKey("create")
        : BulkOperation.adjust(id, SALE).withKey("sale-" + round);
  }

  private void assertSold(String prefix, int documents, int sales) {
    try (TidegateClient client = client(address())) {
      List<String> ids = IntStream.range(0, documents).mapToObj(i -> prefix + i).toList();
      Documents stored =
          client.collection("products").getAll(ids, ReadOptions.fields("stock", "sold")).join();
      assertThat(stored.found())
          .hasSize(documents)
          .extracting(Document::doc)
          .containsOnly(
              Json.MAPPER.createObjectNode().put("stock", 1_000 - sales).put("sold", sales));
    }
  }

  private static Map<String, Object> product(int stock) {
    return Map.of("name", "A product", "stock", stock);
  }

  private static String code(BulkResult result) {
    return switch (result) {
      case BulkResult.Written written -> "written";
      case BulkResult.Rejected rejected -> rejected.problem().code();
      case BulkResult.Failed failed -> String.valueOf(failed.cause().getMessage());
    };
  }

  private static TidegateClient client(URI address) {
    return TidegateClient.builder(address)
        .retryFor(Duration.ofMinutes(1))
        .retryDelays(Duration.ofMillis(1), Duration.ofMillis(50))
        .build();
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + gateway.port());
  }
}
