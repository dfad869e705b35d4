package dev.tidegate.elastic;

import static dev.tidegate.testing.JsonText.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.live.RedisCommands;
import dev.tidegate.model.Shards;
import dev.tidegate.model.Values;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Documents that Elasticsearch can't take wait for nobody, and nobody waits for them. */
class PoisonIT extends SearchServers {

  @Test
  void aDocumentLargerThanElasticsearchTakesIsADeadLetterAndTheOthersAreFound() {
    for (int i = 0; i < 4; i++) {
      tagged("large" + i, 3 << 20);
      stack.put("small" + i, json("{'name':'good'}"));
    }
    // More than a tenth of the heap, which is the limit of Elasticsearch for all that is under way.
    tagged("huge", 27 << 20);
    stack.put("last", json("{'name':'good'}"));
    stack.indexer.start();
    stack.settle(9);
    stack.eventually(
        () -> Future.succeededFuture(stack.indexer.state()),
        state -> state.refused() == 1 && state.lastError() == null);
    assertThat(
            stack.on(() -> stack.administration.deadLetters().list(stack.products, 10)).letters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.id()).isEqualTo("huge");
              assertThat(letter.reason()).contains("bytes");
            });
    stack.delete("huge");
    stack.awaitRefused(0);
  }

  @Test
  void aDocumentThatCannotBeReadIsADeadLetterAndTheOthersAreFound() throws IOException {
    for (int i = 0; i < 5; i++) {
      stack.put("p" + i, json("{'name':'good'}"));
    }
    int shard = new Shards(4).of(stack.key("p3"));
    String document = prefix + ":{" + shard + "}:doc:" + stack.key("p3");
    RedisCommands.send(redisUrl, "RENAME " + document + " " + document + "-aside");
    RedisCommands.send(redisUrl, "SET " + document + " broken");
    stack.indexer.start();
    stack.settle(4);
    assertThat(stack.on(stack::backlog).refused()).isEqualTo(1);
  }

  private void tagged(String id, int bytes) {
    byte[] value = ("[\"" + "x".repeat(bytes) + "\"]").getBytes(UTF_8);
    Map<String, byte[]> fields = Map.of("name", "\"tagged\"".getBytes(UTF_8), "tags", value);
    stack.putRaw(id, Values.of(stack.products, fields));
  }
}
