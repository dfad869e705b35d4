package dev.tidegate.http;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.Alone;
import dev.tidegate.testing.Bystander;
import dev.tidegate.testing.EqualHashCodes;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.LiveClient;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Clients choose ids: those of equal hash code cost nobody more than others do. */
@Alone
@GatewayTest
class EqualHashCodesIT {
  private static final int IDS = 20_000;
  private static final int AT_ONCE = 1_000;
  private static final int WATCHED = 5_000;

  private final GatewayServer gateway;
  private final HttpCalls http;

  EqualHashCodesIT(GatewayServer gateway) {
    this.gateway = gateway;
    this.http = gateway.http();
    http.put("/v1/products/calm", json("{'name':'calm'}"));
  }

  @Test
  void readingThemTakesNoLongerThanReadingOthers() {
    List<String> equal = EqualHashCodes.texts(IDS);
    List<String> others = equal.stream().map(id -> id + Integer.toHexString(id.length())).toList();
    read(equal.subList(0, AT_ONCE));
    long usual = read(others);
    try (Bystander calm = Bystander.of(http, "/v1/products/calm")) {
      long nanos = read(equal) + read(equal);
      assertThat(Duration.ofNanos(nanos)).isLessThan(Duration.ofNanos(6 * usual).plusSeconds(2));
      assertThat(calm).isNotNull();
    }
  }

  private long read(List<String> ids) {
    long begun = System.nanoTime();
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      String some = String.join(",", ids.subList(from, Math.min(ids.size(), from + AT_ONCE)));
      assertThat(http.get("/v1/products?ids=" + some).status()).isEqualTo(200);
    }
    return System.nanoTime() - begun;
  }

  @Test
  void theyCanBeWrittenAndWatched() {
    List<String> ids = EqualHashCodes.texts("w", WATCHED);
    String quoted = ids.stream().map(id -> '"' + id + '"').collect(Collectors.joining(","));
    long begun = System.nanoTime();
    try (Bystander calm = Bystander.of(http, "/v1/products/calm");
        LiveClient client = gateway.live()) {
      client.send(json("{'type':'subscribe','id':'s','collection':'products','ids':[%s]}", quoted));
      client.await(message -> message.path("last").asBoolean(), "the snapshot");
      String lines =
          ids.stream()
              .map(id -> json("{'op':'put','id':'%s','doc':{'name':'x'}}\n", id))
              .collect(Collectors.joining());
      String results = http.post("/v1/products/_bulk", lines).text();
      assertThat(results.lines()).hasSize(WATCHED).noneMatch(line -> line.contains("error"));
      client.awaitView(view -> view.revs().size() == WATCHED, "all of them");
      assertThat(calm).isNotNull();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
  }
}
