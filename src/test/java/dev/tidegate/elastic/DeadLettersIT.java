package dev.tidegate.elastic;

import static dev.tidegate.testing.JsonText.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.index.DeadLetters;
import dev.tidegate.index.DeadLetters.DeadLetter;
import dev.tidegate.index.Verification.Summary;
import dev.tidegate.model.Values;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Documents that can't be indexed keep no other from it, and are there to be seen. */
class DeadLettersIT extends SearchServers {

  @Test
  void theOthersOfTheirBulkAreIndexed() {
    for (int i = 0; i < 20; i++) {
      stack.put("good" + i, json("{'name':'good'}"));
      // Elasticsearch rejects the first one; the second one can't even be sent.
      poison("bad" + i, i % 2 == 0 ? "price" : "updated", "\"nonsense\"");
    }
    stack.indexer.start();
    stack.settle(20);
    stack.awaitRefused(20);
    DeadLetters.Page page = stack.on(() -> letters().list(stack.products, 5));
    assertThat(page.total()).isEqualTo(20);
    assertThat(page.letters()).hasSize(5);
    stack.eventually(
        () -> stack.administration.report(stack.products),
        r -> r.state().equals("idle") && r.backlog().waiting() == 0);
    assertThat(stack.verify(false)).isEqualTo(new Summary(40, 0, 0, 20, 0, false));
  }

  @Test
  void theyAreTriedAgainWhenAskedAndWhenTheyChange() {
    fill();
    poison("one", "price", "\"a lot\"");
    poison("two", "price", "\"a lot\"");
    stack.awaitRefused(2);
    List<DeadLetter> before = stack.on(() -> letters().list(stack.products, 10)).letters();
    assertThat(before)
        .allMatch(letter -> letter.rev() == stack.read(letter.id()).rev())
        .allMatch(letter -> letter.reason().contains("price"))
        .allMatch(letter -> letter.sinceMicros() >= letter.rev());

    assertThat(stack.on(() -> letters().retry(stack.products, List.of("one", "p1")))).isOne();
    stack.indexer.wake();
    stack.eventually(stack::backlog, backlog -> backlog.waiting() == 0);
    assertThat(stack.on(() -> letters().list(stack.products, 10)).letters())
        .containsExactlyInAnyOrderElementsOf(before);

    stack.put("one", json("{'name':'fine','price':1}"));
    stack.delete("two");
    stack.settle(5);
    stack.awaitRefused(0);
  }

  @Test
  void whatFitsByNowIsTakenWhenTriedAgain() {
    fill();
    stack.putRaw("later", Values.of(stack.products, Map.of("name", "\"x\"".getBytes(UTF_8))));
    stack.settle(5);
    poison("later", "price", "\"a lot\"");
    stack.awaitRefused(1);
    String healed = json("{'name':'healed','price':2}");
    stack.on(stack.indexer::stop);
    stack.put("later", healed);
    assertThat(stack.on(() -> letters().retryAll(stack.products))).isOne();
    try (SearchStack next = start(stack.products)) {
      next.indexer.start();
      next.settle(5);
      next.awaitRefused(0);
    }
  }

  private DeadLetters letters() {
    return stack.administration.deadLetters();
  }

  private void poison(String id, String field, String value) {
    Map<String, byte[]> fields = Map.of(field, value.getBytes(UTF_8));
    stack.putRaw(id, Values.of(stack.products, fields));
  }
}
