package dev.tidegate.live;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.EventSource;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayProgram;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Streams and sockets of a gateway that stops: all end, and no new one starts. */
@ExtendWith(RealServers.class)
class DrainStreamsIT {
  private static final int CLIENTS = 40;
  private static final int DEAF_DOCUMENTS = 200;

  /** The contract has 2 s; a busy machine gets three times that. The fault took 9 s and more. */
  private static final long OVERTIME_MS = 6_000;

  private static final long DRAIN_MS = 1_500;
  private static final String DRAIN = DRAIN_MS + "ms";
  private static final Pattern READY = Pattern.compile("storefront http://[^:]+:(\\d+)/");
  private static final String END_OF_BODY = "\r\n0\r\n\r\n";

  private final RedisServer redis;
  private final ElasticsearchServer elasticsearch;

  DrainStreamsIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    this.redis = redis;
    this.elasticsearch = elasticsearch;
  }

  private static Wire keptAlive(int port) {
    Wire wire = new Wire(port).send(Wire.get("/health/live"));
    assertThat(wire.until("}")).startsWith("HTTP/1.1 200");
    return wire;
  }

  private static Wire streaming(int port) {
    Wire wire = new Wire(port).send(Wire.STREAM);
    assertThat(wire.until("\"last\":true}")).startsWith("HTTP/1.1 200");
    return wire;
  }

  /** The unfinished PUT keeps the gateway listening, however long the other requests take. */
  @Test
  void endsConnectionsAndStartsNoSession() {
    GatewayServer gateway =
        GatewayServer.start(
            redis.url(),
            elasticsearch.url(),
            "w" + UUID.randomUUID().toString().substring(0, 8),
            Map.of(
                "TIDEGATE_LIVE_DRAIN",
                DRAIN,
                // The gateway waits for requests under way for as long as the servers may take.
                "TIDEGATE_ELASTICSEARCH_REQUEST_TIMEOUT",
                "60s"));
    int port = gateway.port();
    gateway.http().put("/v1/products/calm", json("{'name':'x'}"));
    Wire read = keptAlive(port);
    Wire malformed = keptAlive(port);
    Wire missing = keptAlive(port);
    Wire streamAgain = keptAlive(port);
    Wire socketAgain = keptAlive(port);
    Wire writing = Wire.unfinishedPut(port);
    Wire stream = streaming(port);

    CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway::close);
    Eventually.get(
        () -> new Wire(port).send(Wire.get("/health/ready")).rest(),
        answer -> answer.startsWith("HTTP/1.1 503"));

    assertLast(read.send(Wire.get("/v1/products/calm")).rest(), 200);
    assertLast(missing.send(Wire.get("/nothing/here")).rest(), 404);
    assertLast(malformed.send(Wire.get("/v1/products/%zz")).rest(), 400);
    assertThat(streamAgain.send(Wire.STREAM).rest()).isEmpty();
    assertThat(socketAgain.send(Wire.SOCKET).rest()).isEmpty();
    assertThat(new Wire(port).send(Wire.STREAM).rest()).isEmpty();
    assertThat(new Wire(port).send(Wire.SOCKET).rest()).isEmpty();
    assertThat(stream.until(END_OF_BODY)).contains(json("'type':'bye'")).endsWith(END_OF_BODY);
    assertThat(stream.send(Wire.STREAM).rest()).isEmpty();
    assertThat(stopped).isNotDone();

    long answered = System.nanoTime();
    assertLast(writing.send(Wire.REST_OF_PUT).rest(), 201);
    stopped.join();
    assertThat(System.nanoTime() - answered).isLessThan(TimeUnit.MILLISECONDS.toNanos(OVERTIME_MS));
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static void assertLast(String response, int status) {
    assertThat(response)
        .startsWith("HTTP/1.1 " + status)
        .containsIgnoringCase("\r\nconnection: close\r\n");
  }

  @Test
  void aProgramWithManyClientsEndsInTime(@TempDir Path data) throws Exception {
    String prefix = "w" + UUID.randomUUID().toString().substring(0, 8);
    Process program =
        GatewayProgram.start(
            data,
            Map.of(
                "TIDEGATE_REDIS_URL", redis.url(),
                "TIDEGATE_ELASTICSEARCH_URLS", elasticsearch.url(),
                "TIDEGATE_REDIS_PREFIX", prefix,
                "TIDEGATE_ELASTICSEARCH_INDEX_PREFIX", prefix,
                "TIDEGATE_LIVE_DRAIN", DRAIN));
    try {
      BufferedReader output = program.inputReader();
      int port = awaitPort(output);
      List<Wire> streams = IntStream.range(0, CLIENTS).mapToObj(i -> streaming(port)).toList();
      List<Wire> sockets =
          IntStream.range(0, CLIENTS).mapToObj(i -> new Wire(port).send(Wire.SOCKET)).toList();
      sockets.forEach(socket -> assertThat(socket.until("\"welcome\"")).contains("101"));
      EventSource deaf = deaf(port);
      long begun = System.nanoTime();
      program.toHandle().destroy();
      List<CompletableFuture<String>> ends = new ArrayList<>();
      streams.forEach(stream -> ends.add(returning(stream)));
      sockets.forEach(socket -> ends.add(inBackground(socket)));
      assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
      long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      assertThat(program.exitValue()).isZero();
      assertThat(tookMs)
          .as(() -> "the stop of " + output.lines().collect(Collectors.joining("\n")))
          .isBetween(DRAIN_MS - 100, DRAIN_MS + OVERTIME_MS);
      for (int i = 0; i < CLIENTS; i++) {
        assertThat(ends.get(i).join()).as("after the end of a stream").isEmpty();
        assertThat(ends.get(CLIENTS + i).join()).contains(json("'type':'bye'"), "\u0011\u0097");
      }
      deaf.close();
    } finally {
      program.destroyForcibly();
    }
  }

  /** A stream whose client does not read, with more to send than the system buffers. */
  private static EventSource deaf(int port) {
    HttpCalls http = HttpCalls.to(uri(port, "/"));
    String text = "x".repeat(30_000);
    String lines =
        IntStream.range(0, DEAF_DOCUMENTS)
            .mapToObj(
                i ->
                    json(
                        "{'op':'put','id':'d%d','doc':{'name':'x','description':'%s'}}\n", i, text))
            .collect(Collectors.joining());
    assertThat(http.post("/v1/products/_bulk", lines).text()).doesNotContain("error");
    String ids =
        IntStream.range(0, DEAF_DOCUMENTS).mapToObj(i -> "d" + i).collect(Collectors.joining(","));
    EventSource deaf = new EventSource(port, "/v1/products/_live?ids=" + ids, "");
    deaf.await("subscribed");
    return deaf;
  }

  /** Requests the stream again on the same connection, as a browser does. */
  private static CompletableFuture<String> returning(Wire stream) {
    CompletableFuture<String> end = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          stream.until(END_OF_BODY);
          end.complete(stream.send(Wire.STREAM).rest());
        });
    return end;
  }

  private static CompletableFuture<String> inBackground(Wire wire) {
    CompletableFuture<String> end = new CompletableFuture<>();
    Thread.startVirtualThread(() -> end.complete(wire.rest()));
    return end;
  }

  private static int awaitPort(BufferedReader output) throws Exception {
    List<String> lines = new ArrayList<>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
      Matcher ready = READY.matcher(line);
      if (ready.find()) {
        return Integer.parseInt(ready.group(1));
      }
    }
    throw new AssertionError("it did not start: " + lines);
  }
}
