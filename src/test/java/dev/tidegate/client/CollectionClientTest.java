package dev.tidegate.client;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidegate.client.ScriptedServer.Received;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests that the methods of a collection send, and the results that they return. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CollectionClientTest {
  private static final String ADJUSTED = json("{'id':'tea','rev':9,'doc':{'stock':3}}");

  private final ScriptedServer server = new ScriptedServer();
  private final TidegateClient client = server.client().build();
  private final CollectionClient products = client.collection("products");

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void createsOnlyWhatDoesNotExist() {
    server.reply(Replies.written(1));
    products.create("tea", Map.of("name", "Tea"), WriteOptions.key("k")).join();
    Received request = server.received().getFirst();
    assertThat(request.method() + " " + request.uri()).isEqualTo("PUT /v1/products/tea");
    assertThat(request.body()).isEqualTo(json("{'name':'Tea'}"));
    assertThat(request.headers())
        .containsEntry("if-none-match", "*")
        .containsEntry("idempotency-key", "k")
        .containsEntry("content-type", "application/json");
  }

  @Test
  void writesAtARevision() {
    server.reply(Replies.written(2));
    products.put("tea", Map.of(), WriteOptions.ifRev(1)).join();
    products.delete("tea", WriteOptions.ifRev(2)).join();
    assertThat(server.received())
        .extracting(request -> request.method() + " " + request.headers().get("if-match"))
        .containsExactly("PUT \"1\"", "DELETE \"2\"");
  }

  @Test
  void returnsTheAdjustedFields() {
    server.reply(Replies.status(200, ADJUSTED));
    Document adjusted = products.adjust("tea", Map.of("stock", -2), WriteOptions.NONE).join();
    assertThat(adjusted.rev()).isEqualTo(9);
    assertThat(adjusted.doc().path("stock").asInt()).isEqualTo(3);
    assertThat(server.received().getFirst().uri()).isEqualTo("/v1/products/tea/adjust");
  }

  @Test
  void selectsFieldsAndTheLeastRevision() {
    server.reply(Replies.status(200, ADJUSTED));
    products.get("tea", ReadOptions.fields("price", "stock").withMinRev(7)).join();
    assertThat(server.received().getFirst().uri())
        .isEqualTo("/v1/products/tea?fields=price%2Cstock&min_rev=7");
  }

  @Test
  void aDocumentThatDoesNotExistIsEmpty() {
    server.reply(Replies.problem(404, "not_found"));
    assertThat(products.get("tea").join()).isEmpty();
  }

  @Test
  void aCollectionThatDoesNotExistIsAFailure() {
    server.reply(Replies.problem(404, "unknown_collection"));
    assertThat(Failures.problem(products.get("tea")).is("unknown_collection")).isTrue();
  }

  @Test
  void readsAThousandDocumentsARequest() {
    server.reply(
        Replies.status(200, json("{'docs':[%s],'missing':['cup']}", ADJUSTED)),
        Replies.status(200, json("{'docs':[],'missing':['pot']}")));
    List<String> ids = IntStream.range(0, 1_001).mapToObj(i -> "p" + i).toList();
    Documents documents = products.getAll(ids).join();
    assertThat(documents.found()).extracting(Document::id).containsExactly("tea");
    assertThat(documents.missing()).containsExactly("cup", "pot");
    assertThat(server.received())
        .extracting(Received::uri)
        .element(1)
        .asString()
        .endsWith("=p1000");
  }

  @Test
  void aProblemContainsWhatTheGatewaySends() {
    server.reply(
        Replies.status(
            409,
            """
            {"status":409,"code":"out_of_bounds","title":"Out of bounds","detail":"At least 0.",
             "errors":[{"pointer":"/stock","detail":"would be -1"}],"current_rev":5}
            """));
    assertThat(Failures.problem(products.adjust("tea", Map.of("stock", -9), WriteOptions.NONE)))
        .isEqualTo(
            new Problem(
                409,
                "out_of_bounds",
                "Out of bounds",
                "At least 0.",
                List.of(new Problem.Violation("/stock", "would be -1")),
                5L,
                null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_tea", ".", "..", "a b", "a/b", "é"})
  void rejectsAnInvalidIdBeforeItIsSent(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> products.get(id));
    assertThatIllegalArgumentException().isThrownBy(() -> BulkOperation.delete(id));
  }

  @Test
  void rejectsAnInvalidKeyBeforeItIsSent() {
    assertThatIllegalArgumentException().isThrownBy(() -> WriteOptions.key("a b"));
    assertThatIllegalArgumentException().isThrownBy(() -> WriteOptions.key("k".repeat(256)));
  }
}
