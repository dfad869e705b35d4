package dev.tidegate.chaos;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.LiveClient;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attaching under load: while a few documents change all the time, clients start and end
 * subscriptions thousands of times. {@code stock} and {@code sold} are counted up in turn, so a
 * client that missed or split a change has two numbers that never existed together.
 */
@GatewayTest
class AttachIT {
  private static final int DOCUMENTS = 8;
  private static final int CLIENTS = 5;
  private static final int ROUNDS = 500;

  private final GatewayServer gateway;
  private final HttpCalls http;
  private final AtomicBoolean over = new AtomicBoolean();
  private final Queue<Throwable> wrong = new ConcurrentLinkedQueue<>();

  AttachIT(GatewayServer gateway) {
    this.gateway = gateway;
    this.http = gateway.http();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatFollowsASnapshotIsNeverMissed(boolean sameSession) throws InterruptedException {
    for (int i = 0; i < DOCUMENTS; i++) {
      http.put("/v1/products/a" + i, json("{'name':'x','stock':0,'sold':0}"));
    }
    Thread writer = start(this::write);
    Thread[] clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(i -> start(() -> subscribeAgainAndAgain(new Random(i), sameSession)))
            .toArray(Thread[]::new);
    for (Thread client : clients) {
      client.join();
    }
    over.set(true);
    writer.join();
    assertThat(wrong).isEmpty();
  }

  private Thread start(Runnable task) {
    return Thread.ofVirtual()
        .uncaughtExceptionHandler((thread, failure) -> wrong.add(failure))
        .start(task);
  }

  private void write() {
    String lines =
        IntStream.range(0, 4 * DOCUMENTS)
            .mapToObj(i -> add("stock", i % DOCUMENTS) + add("sold", i % DOCUMENTS))
            .reduce("", String::concat);
    while (!over.get()) {
      http.post("/v1/products/_bulk", lines);
    }
  }

  private static String add(String field, int document) {
    return json("{'op':'adjust','id':'a%d','doc':{'%s':1}}\n", document, field);
  }

  /** Half of the time what is watched was left a moment before. */
  private void subscribeAgainAndAgain(Random random, boolean sameSession) {
    LiveClient client = gateway.live();
    int before = -1;
    for (int round = 0; round < ROUNDS; round++) {
      if (!sameSession && random.nextInt(4) == 0) {
        client.close();
        client = gateway.live();
        before = -1;
      }
      int document = random.nextBoolean() && before >= 0 ? before : random.nextInt(DOCUMENTS);
      if (before >= 0) {
        client.send(json("{'type':'unsubscribe','id':'s%d'}", round - 1));
      }
      attach(client, round, "a" + document);
      before = document;
    }
    client.close();
  }

  /** The snapshot is not older than what was stored before, and what follows is all there. */
  private void attach(LiveClient client, int round, String id) {
    int stored = http.get("/v1/products/" + id).json().at("/doc/stock").asInt();
    client.send(
        json("{'type':'subscribe','id':'s%d','collection':'products','ids':['%s']}", round, id));
    client.await(message -> is(message, "subscribed", round), "subscribed");
    client.await(message -> is(message, "snapshot", round), "a snapshot");
    int seen = counter(client, id);
    assertThat(seen).as("the snapshot of %s", id).isGreaterThanOrEqualTo(stored);
    int goal = http.get("/v1/products/" + id).json().at("/doc/stock").asInt();
    client.awaitView(view -> counter(client, id) >= goal, id + " at " + goal);
  }

  private static boolean is(JsonNode message, String type, int round) {
    return message.path("type").asText().equals(type)
        && message.path("id").asText().equals("s" + round);
  }

  private static int counter(LiveClient client, String id) {
    return counter(Objects.requireNonNull(client.view().doc(id), id));
  }

  /** The stock, which is never behind what was sold and never more than one ahead. */
  private static int counter(JsonNode doc) {
    assertThat(doc.path("stock").asInt() - doc.path("sold").asInt()).as("%s", doc).isBetween(0, 1);
    return doc.path("stock").asInt();
  }

  @Test
  void whatIsHeldIsTakenUpWhereItWasLeft() throws InterruptedException {
    http.put("/v1/products/a0", json("{'name':'x','stock':0,'sold':0}"));
    Thread writer = start(this::write);
    long rev = 0;
    JsonNode held = MissingNode.getInstance();
    for (int round = 0; round < ROUNDS; round++) {
      int stored = http.get("/v1/products/a0").json().at("/doc/stock").asInt();
      try (LiveClient client = gateway.live()) {
        client.send(
            json(
                "{'type':'subscribe','id':'s','collection':'products','ids':['a0']%s}",
                rev == 0 ? "" : ",\"have\":{\"a0\":" + rev + "}"));
        JsonNode news = client.await("snapshot").at("/docs/0");
        if (!news.isMissingNode()) {
          assertThat(news.path("rev").asLong()).isGreaterThan(rev);
          rev = news.path("rev").asLong();
          held = news.path("doc");
        }
        assertThat(counter(held)).isGreaterThanOrEqualTo(stored);
      }
    }
    over.set(true);
    writer.join();
    assertThat(wrong).isEmpty();
  }
}
