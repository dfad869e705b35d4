package dev.tidegate.chaos;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.chaos.RawSocket.Answer;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.LiveClient;
import java.io.IOException;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Responses to malformed messages, while the updates of other clients continue. */
@GatewayTest
class MalformedInputIT {
  private static final long SEED = 20_260_102;
  private static final Set<Integer> CODES = Set.of(1002, 1003, 1007, 1009, 4400, 4413);

  private final GatewayServer gateway;
  private final HttpCalls http;
  private final Random random = new Random(SEED);
  private final LiveClient neighbour;
  private int changes;

  MalformedInputIT(GatewayServer gateway) {
    this.gateway = gateway;
    this.http = gateway.http();
    this.neighbour = gateway.live();
  }

  @BeforeEach
  void watch() {
    http.put("/v1/products/n", json("{'name':'x','stock':0}"));
    neighbour
        .send(json("{'type':'subscribe','id':'s','collection':'products','ids':['n']}"))
        .await("snapshot");
  }

  /** One change, which the well-behaved client gets like every one before. */
  private void neighbourIsServed() {
    http.post("/v1/products/n/adjust", json("{'stock':1}"));
    changes++;
    assertThat(neighbour.await("update").at("/changes/0/set/stock").asInt()).isEqualTo(changes);
  }

  @AfterEach
  void nobodyElseWasHurt() {
    neighbourIsServed();
    neighbour.close();
    assertThat(http.get("/health/ready").status()).isEqualTo(200);
  }

  @Test
  void badFramesEndTheConnectionWithACode() throws IOException {
    BadFrames frames = new BadFrames(random);
    for (int i = 0; i < 300; i++) {
      BadFrames.Case bad = frames.next();
      try (RawSocket socket = new RawSocket(gateway.port())) {
        socket.send(bad.bytes());
        if (bad.name().equals("random bytes")) {
          // They may be the beginning of a frame that never ends, or a whole one.
          socket.end();
        }
        Answer answer = socket.answer();
        boolean cut = answer.closed() == RawSocket.NO_CODE && bad.mayBeCut();
        // The library lets what is not UTF-8 pass with replacement characters.
        boolean named =
            answer.closed() == 0 && answer.texts().stream().anyMatch(t -> t.contains("\"error\""));
        boolean coded =
            CODES.contains(answer.closed()) || (named && bad.name().equals("not UTF-8"));
        assertThat(cut || coded || bad.name().equals("random bytes"))
            .as("%s, case %d: %s", bad.name(), i, answer)
            .isTrue();
      }
      if (i % 10 == 0) {
        neighbourIsServed();
      }
    }
  }

  @Test
  void badMessagesAreAnsweredAndTheSessionLives() throws IOException {
    BadMessages messages = new BadMessages(random);
    for (int connection = 0; connection < 10; connection++) {
      try (RawSocket socket = new RawSocket(gateway.port())) {
        for (int i = 0; i < 100; i++) {
          String bad = messages.next();
          socket.text(bad);
          Answer answer = socket.answer();
          assertThat(answer.closed()).as(bad).isZero();
          assertThat(answer.texts().stream().filter(text -> text.contains("\"error\"")))
              .as("%s: %s", bad, answer)
              .hasSize(1);
        }
      }
      neighbourIsServed();
    }
  }

  @Test
  void tenThousandSubscriptionsAtFullSpeedAreTooMany() throws IOException {
    try (RawSocket socket = new RawSocket(gateway.port())) {
      for (int i = 0; i < 10_000; i++) {
        socket.text(json("{'type':'subscribe','id':'s%d','collection':'products','ids':['n']}", i));
      }
      assertThat(socket.answer().closed()).isIn(4429, RawSocket.NO_CODE);
    }
  }

  @Test
  void damagedBodiesAreRefusedAndNeverAFault() {
    for (int i = 0; i < 500; i++) {
      String body = damaged(json("{'name':'x','price':12,'tags':['a','b'],'stock':-1.5e2}"));
      int status =
          switch (random.nextInt(4)) {
            case 0 -> http.put("/v1/products/d", body).status();
            case 1 -> http.patch("/v1/products/d", body).status();
            case 2 -> http.post("/v1/products/d/adjust", body).status();
            default -> http.post("/v1/products/_bulk", body + "\n" + body).status();
          };
      assertThat(status).as(body).isLessThan(500);
      if (i % 50 == 0) {
        neighbourIsServed();
      }
    }
  }

  private String damaged(String text) {
    StringBuilder damaged = new StringBuilder(text);
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      int at = random.nextInt(damaged.length());
      switch (random.nextInt(4)) {
        case 0 -> damaged.deleteCharAt(at);
        case 1 -> damaged.insert(at, "{}[],:\"\\".charAt(random.nextInt(8)));
        case 2 -> damaged.setCharAt(at, (char) random.nextInt(0xD7FF));
        default -> damaged.insert(at, "9".repeat(random.nextInt(400)));
      }
    }
    return damaged.toString();
  }
}
