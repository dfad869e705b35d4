package dev.tidegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Walks through groups while documents move between them. One document of each group stays, so that
 * each group has to be found.
 */
@GatewayTest
class GroupCursorIT {
  private static final int GROUPS = 60;

  /** Documents of each group that move to the next group and back, or leave the range of prices. */
  private static final int MOVING = 2;

  private static final String MATCHING = "/v1/products?group=brand&price=..1000&limit=10";

  private final HttpCalls http;
  private volatile boolean stopped;
  private final Thread writer = new Thread(this::write);

  GroupCursorIT(GatewayServer gateway) {
    this.http = gateway.http();
  }

  @BeforeEach
  void fill() {
    StringBuilder lines = new StringBuilder();
    for (int group = 0; group < GROUPS; group++) {
      append(lines, "put", "stays" + group, group, group * 31 % 1_000);
      for (int i = 0; i < MOVING; i++) {
        append(lines, "put", "moves" + group + "-" + i, group, group * 17 % 1_000);
      }
    }
    http.post("/v1/products/_bulk", lines.toString());
    Eventually.get(() -> http.get(MATCHING).json().path("total").asInt(), n -> n == GROUPS);
  }

  @AfterEach
  void stop() throws InterruptedException {
    stopped = true;
    writer.join();
  }

  @Test
  void eachGroupIsFoundOnce() {
    writer.start();
    for (String order : List.of("", "&sort=-price", "&q=thing")) {
      List<String> walked = new ArrayList<>();
      String next = "";
      do {
        Answer page = http.get(MATCHING + order + (next.isEmpty() ? "" : "&cursor=" + next));
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        for (JsonNode hit : page.json().path("hits")) {
          walked.add(hit.at("/doc/brand").asText());
          assertThat(hit.at("/doc/price").asInt()).isLessThanOrEqualTo(1_000);
        }
        next = page.json().path("next").asText();
      } while (!next.isEmpty());
      assertThat(walked).as(order).doesNotHaveDuplicates().containsAll(groups()).hasSize(GROUPS);
    }
  }

  private void write() {
    Random random = new Random(3);
    while (!stopped) {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        int group = random.nextInt(GROUPS);
        String moving = "moves" + group + "-" + random.nextInt(MOVING);
        int price = random.nextInt(5) == 0 ? 2_000 : random.nextInt(1_000);
        append(lines, "patch", moving, (group + random.nextInt(2)) % GROUPS, price);
        int staying = random.nextInt(GROUPS);
        append(lines, "patch", "stays" + staying, staying, random.nextInt(1_000));
      }
      http.post("/v1/products/_bulk", lines.toString());
    }
  }

  private static void append(StringBuilder lines, String op, String id, int group, int price) {
    lines.append("{\"op\":\"%s\",\"id\":\"%s\",\"doc\":{".formatted(op, id));
    lines.append("\"name\":\"thing\",\"brand\":\"b%d\",\"price\":%d}}\n".formatted(group, price));
  }

  private static List<String> groups() {
    return IntStream.range(0, GROUPS).mapToObj(group -> "b" + group).toList();
  }
}
