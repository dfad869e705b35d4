package dev.tidegate.live;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.LiveClient;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Clients that do not read: the gateway stores only the documents that they watch. */
@GatewayTest
class SlowClientIT {
  private static final int DOCUMENTS = 50;
  private static final String PADDING = "x".repeat(2_000);

  private final GatewayServer gateway;
  private final HttpCalls http;

  SlowClientIT(GatewayServer gateway) {
    this.gateway = gateway;
    this.http = gateway.http();
  }

  @Test
  void whatWaitsMergesAndTheOthersGoOn() {
    String ids =
        IntStream.range(0, DOCUMENTS)
            .mapToObj(i -> "\"w" + i + "\"")
            .collect(Collectors.joining(","));
    String subscribe =
        json("{'type':'subscribe','id':'s','collection':'products','ids':[%s]}", ids);
    URI address = URI.create("ws://127.0.0.1:" + gateway.port() + "/live");
    try (LiveClient reader = gateway.live();
        LiveClient sleeper = LiveClient.connectDeaf(address)) {
      reader.send(subscribe).await("snapshot");
      sleeper.send(subscribe);
      long last = 0;
      for (int round = 0; round < 100; round++) {
        last = writeAll(round);
      }
      long rev = last;
      String lastId = "w" + (DOCUMENTS - 1);
      reader.awaitView(view -> view.rev(lastId) == rev, "the last revision");

      sleeper.wake();
      for (int i = 0; i < DOCUMENTS; i++) {
        String id = "w" + i;
        HttpCalls.Answer now = http.get("/v1/products/" + id);
        sleeper.awaitView(view -> view.rev(id) == now.rev(), id);
        assertThat(sleeper.view().doc(id)).isEqualTo(now.json().path("doc"));
      }
      assertThat(sleeper.received())
          .as("messages for 5,000 changes of 10 MB")
          .isLessThan(reader.received());
    }
  }

  /** Rewrites every document; returns the revision of the last one. */
  private long writeAll(int round) {
    String lines =
        IntStream.range(0, DOCUMENTS)
            .mapToObj(
                i ->
                    json(
                        "{'op':'put','id':'w%d','doc':{'name':'%s','description':'%s%d'}}",
                        i, round, PADDING, round))
            .collect(Collectors.joining("\n"));
    http.post("/v1/products/_bulk", lines);
    return http.get("/v1/products/w" + (DOCUMENTS - 1)).rev();
  }
}
