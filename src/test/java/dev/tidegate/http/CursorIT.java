package dev.tidegate.http;

import static dev.tidegate.testing.JsonText.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pagination through two gateways in turn, while the documents change. */
@ExtendWith(RealServers.class)
class CursorIT {
  private static final int DOCUMENTS = 2_000;

  /** Number of documents that leave the range and return. */
  private static final int LEAVING = 200;

  private static final int LIMIT = 50;
  private static final String MATCHING = "/v1/products?price=..100000&limit=" + LIMIT;

  private final ElasticsearchServer elasticsearch;
  private final GatewayServer one;
  private final GatewayServer other;
  private volatile boolean stopped;
  private Thread writer = new Thread(this::write);

  CursorIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    this.elasticsearch = elasticsearch;
    one = GatewayServer.start(redis.url(), elasticsearch.url());
    other = GatewayServer.start(redis.url(), elasticsearch.url(), one.prefix(), Map.of());
  }

  @BeforeEach
  void fill() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < DOCUMENTS; i++) {
      lines.append("{\"op\":\"put\",\"id\":\"").append(id(i)).append("\",\"doc\":{\"name\":\"");
      lines.append(name(i * 31 % 1_000)).append("\",\"stock\":5,\"price\":").append(i * 7 % 1_000);
      lines.append("}}\n");
    }
    one.http().post("/v1/products/_bulk", lines.toString());
    Eventually.get(
        () -> one.http().get(MATCHING).json().path("total").asInt(), total -> total == DOCUMENTS);
  }

  @AfterEach
  void stop() throws InterruptedException {
    stopped = true;
    writer.join();
    other.close();
    one.close();
  }

  @Test
  void pagesNeitherRepeatNorSkipWhileEverythingChanges() {
    writer.start();
    for (String order : List.of("&sort=price", "&sort=-price", "&sort=name", "&q=thing", "")) {
      List<String> walked = walk(MATCHING + order);
      assertThat(walked).as(order).doesNotHaveDuplicates();
      assertThat(walked).as(order).containsAll(staying());
    }
  }

  @Test
  void aSmallerOrGreaterLimitGoesOnWhereTheLastPageEnded() {
    JsonNode first = one.http().get(MATCHING + "&sort=price").json();
    String next = "/v1/products?price=..100000&sort=price&cursor=" + first.path("next").asText();
    List<String> given = ids(first);
    JsonNode second = other.http().get(next + "&limit=200").json();
    assertThat(ids(second)).hasSize(200).doesNotContainAnyElementsOf(given);
    assertThat(second.path("total").asInt()).isEqualTo(DOCUMENTS);
    assertThat(ids(other.http().get(next + "&limit=1").json()))
        .containsExactly(ids(second).getFirst());
  }

  @Test
  void whatIsHeldForTooLongExpires() throws IOException {
    String first = one.http().get(MATCHING + "&sort=price").json().path("next").asText();
    Answer second = one.http().get(MATCHING + "&sort=price&cursor=" + first);
    String next = second.json().path("next").asText();
    elasticsearch.expire(next);
    Answer expired = other.http().get(MATCHING + "&sort=price&cursor=" + next);
    assertThat(expired.status()).isEqualTo(410);
    assertThat(expired.code()).isEqualTo("cursor_expired");
    // The lost point in time is shared for one second: a walk that starts gets another one.
    Answer again = one.http().get(MATCHING + "&sort=price&cursor=" + first);
    assertThat(again.status()).isEqualTo(200);
    assertThat(ids(again.json())).isEqualTo(ids(second.json()));
    Answer bent = one.http().get(MATCHING + "&sort=price&cursor=" + bend(next));
    assertThat(bent.status()).isEqualTo(400);
    assertThat(bent.text()).contains("cursor");
  }

  /** Returns the cursor with an invalid point in time. */
  private static String bend(String cursor) throws IOException {
    JsonNode parts = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(cursor));
    String text = parts.toString().replace(parts.get(1).asText(), "bm90IG9uZQ==");
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private List<String> walk(String query) {
    List<String> walked = new ArrayList<>();
    Set<String> cursors = new HashSet<>();
    String next = "";
    do {
      HttpCalls http = cursors.size() % 2 == 0 ? one.http() : other.http();
      Answer page = http.get(query + (next.isEmpty() ? "" : "&cursor=" + next));
      assertThat(page.status()).as(page.text()).isEqualTo(200);
      walked.addAll(ids(page.json()));
      next = page.json().path("next").asText();
      assertThat(cursors.add(next)).isTrue();
    } while (!next.isEmpty());
    assertThat(cursors).hasSizeGreaterThanOrEqualTo((DOCUMENTS - LEAVING) / LIMIT);
    return walked;
  }

  /** Changes values by which the pages are sorted, filtered, and found. */
  private void write() {
    Random random = new Random(5);
    HttpCalls http = other.http();
    for (int round = 0; !stopped; round++) {
      StringBuilder lines = new StringBuilder();
      for (int k = 0; k < 40; k++) {
        int i = LEAVING + random.nextInt(DOCUMENTS - LEAVING);
        String change =
            switch (k % 3) {
              case 0 -> json("{'price':%s}", random.nextInt(1_000));
              case 1 -> json("{'stock':%s}", random.nextInt(10));
              default -> json("{'name':'%s'}", name(random.nextInt(1_000)));
            };
        patch(lines, i, change);
      }
      patch(lines, random.nextInt(LEAVING), json("{'price':%s}", round % 2 == 0 ? 200_000 : 5));
      http.post("/v1/products/_bulk", lines.toString());
    }
  }

  private static void patch(StringBuilder lines, int i, String change) {
    lines.append("{\"op\":\"patch\",\"id\":\"").append(id(i)).append("\",\"doc\":");
    lines.append(change).append("}\n");
  }

  private static List<String> staying() {
    return IntStream.range(LEAVING, DOCUMENTS).mapToObj(CursorIT::id).toList();
  }

  private static String id(int i) {
    return "c%04d".formatted(i);
  }

  private static String name(int i) {
    return "thing number " + i;
  }

  private static List<String> ids(JsonNode page) {
    return page.path("hits").findValuesAsText("id");
  }
}
