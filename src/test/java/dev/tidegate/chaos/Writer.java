package dev.tidegate.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Changes documents through both gateways until it is stopped. */
final class Writer implements Runnable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<Integer> EXPECTED = Set.of(200, 201, 404, 409, 503);
  private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int BULK_LINES = 30;

  private final Servers servers;
  private final Random random;
  private final int documents;
  private final Acknowledged acknowledged;
  private volatile boolean stopped;

  Writer(Servers servers, long seed, int documents, Acknowledged acknowledged) {
    this.servers = servers;
    this.random = new Random(seed);
    this.documents = documents;
    this.acknowledged = acknowledged;
  }

  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    while (!stopped) {
      try {
        if (random.nextInt(10) == 0) {
          bulk();
        } else {
          single();
        }
      } catch (UncheckedIOException e) {
        // The gateway went away in between.
      }
      LockSupport.parkNanos(PACE_NANOS);
    }
  }

  private void single() {
    HttpCalls http = servers.http(random.nextInt(Servers.GATEWAYS));
    String id = id();
    String path = "/v1/products/" + id;
    Answer answer =
        switch (random.nextInt(8)) {
          case 0, 1 -> http.put(path, whole());
          case 2, 3, 4 -> http.patch(path, part());
          case 5, 6 -> http.post(path + "/adjust", adjustment());
          default -> http.delete(path);
        };
    if (!EXPECTED.contains(answer.status())) {
      throw new AssertionError(answer.status() + " " + answer.text());
    }
    if (answer.status() < 300) {
      acknowledged.add(id, answer.rev());
    }
  }

  private void bulk() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < BULK_LINES; i++) {
      String head = ",\"id\":\"" + id() + "\"";
      lines.append(
          switch (random.nextInt(8)) {
            case 0, 1 -> "{\"op\":\"put\"" + head + ",\"doc\":" + whole() + "}\n";
            case 2, 3, 4 -> "{\"op\":\"patch\"" + head + ",\"doc\":" + part() + "}\n";
            case 5, 6 -> "{\"op\":\"adjust\"" + head + ",\"doc\":" + adjustment() + "}\n";
            default -> "{\"op\":\"delete\"" + head + "}\n";
          });
    }
    Answer answer =
        servers.http(random.nextInt(Servers.GATEWAYS)).post("/v1/products/_bulk", lines.toString());
    answer.text().lines().map(Writer::json).filter(line -> line.has("rev")).forEach(this::accepted);
  }

  private void accepted(JsonNode line) {
    acknowledged.add(line.path("id").asText(), line.path("rev").asLong());
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }

  private String id() {
    return "p" + random.nextInt(documents);
  }

  private String whole() {
    return "{\"name\":\"n%d\",\"price\":%d,\"stock\":%d%s}"
        .formatted(
            random.nextInt(100),
            random.nextInt(1_000),
            random.nextInt(50),
            random.nextBoolean() ? ",\"badge\":\"new\",\"tags\":[\"a\",\"b\"]" : "");
  }

  private String part() {
    return switch (random.nextInt(4)) {
      case 0 -> "{\"price\":" + random.nextInt(1_000) + "}";
      case 1 -> "{\"badge\":null,\"price\":" + random.nextInt(1_000) + "}";
      case 2 -> "{\"badge\":\"sale\",\"name\":\"m" + random.nextInt(100) + "\"}";
      default -> "{\"tags\":[\"t" + random.nextInt(9) + "\"],\"stock\":" + random.nextInt(9) + "}";
    };
  }

  private String adjustment() {
    return "{\"stock\":" + (random.nextInt(7) - 2) + ",\"sold\":1}";
  }
}
