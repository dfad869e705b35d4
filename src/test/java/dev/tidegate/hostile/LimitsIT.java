package dev.tidegate.hostile;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls.Answer;
import dev.tidegate.testing.RawHttp;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway whose limits are small. */
@ExtendWith(RealServers.class)
class LimitsIT {
  private static final int LARGE = 700_000;
  private static final int MAX_CONNECTIONS = 30;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static GatewayServer gateway;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static URI base;

  @BeforeAll
  static void start(RedisServer redis, ElasticsearchServer elasticsearch) {
    gateway =
        GatewayServer.start(
            redis.url(),
            elasticsearch.url(),
            "limits",
            Map.of(
                "TIDEGATE_HTTP_MAX_REQUEST_BYTES", "1048576",
                "TIDEGATE_HTTP_MAX_SPOOL_BYTES", "1048576",
                "TIDEGATE_HTTP_MAX_CONNECTIONS", Integer.toString(MAX_CONNECTIONS)),
            List.of("devices"));
    base = URI.create("http://127.0.0.1:" + gateway.port());
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static Socket open() throws IOException {
    Socket socket = new Socket(base.getHost(), base.getPort());
    socket.setSoTimeout(30_000);
    return socket;
  }

  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Starts a body, and waits until the gateway has asked for it. */
  private static void occupy(Socket socket) throws IOException {
    Requests.send(
        socket,
        Requests.head("PUT", "/v1/devices/first", LARGE)
            .replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n"));
    assertThat(new String(socket.getInputStream().readNBytes(25), StandardCharsets.US_ASCII))
        .startsWith("HTTP/1.1 100 ");
    Requests.fill(socket, LARGE / 2);
  }

  @Test
  void aBodyWithoutRoomIsRefusedWhileSmallOnesAreServed() throws IOException {
    try (Socket first = open();
        Socket second = open()) {
      occupy(first);
      Requests.send(second, Requests.head("PUT", "/v1/devices/second", LARGE));
      Requests.fill(second, 10_000);
      // Answered at once, in spite of waiting requests.
      assertThat(gateway.http().put("/v1/devices/small", json("{'name':'x','kind':'x'}")).status())
          .isEqualTo(201);
      assertThat(rest(second))
          .startsWith("HTTP/1.1 503 ")
          .contains("retry-after: ", "\"overloaded\"", "connection: close");
    }
  }

  @Test
  void aBodyThatWaitsIsReadWhenThereIsRoom() throws IOException {
    String start = "{\"name\":\"x\",\"kind\":\"x\",\"limits\":{\"x\":\"";
    try (Socket second = open()) {
      try (Socket first = open()) {
        occupy(first);
        Requests.send(
            second,
            Requests.head("PUT", "/v1/devices/second", LARGE)
                .replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
        Requests.send(second, start);
      }
      Requests.fill(second, LARGE - start.length() - 3);
      Requests.send(second, "\"}}");
      assertThat(rest(second)).startsWith("HTTP/1.1 201 ");
    }
  }

  @Test
  void resultsBeyondTheSpoolEndTheBulkWithAnError() throws IOException {
    try (Socket socket = open()) {
      String line = json("{'op':'delete','id':'none'}\n");
      String lines = line.repeat(3_000);
      Requests.send(socket, Requests.head("POST", "/v1/devices/_bulk", 1L << 40));
      for (int i = 0; i < 60; i++) {
        Requests.send(socket, lines);
      }
      // Until it has ended: it then needs no memory, although lines are left.
      Eventually.get(
          LimitsIT::metrics,
          now -> value(now, "bulk_spool") > 0 && value(now, "http_request") == 0);
      String answer = rest(socket);
      assertThat(answer).startsWith("HTTP/1.1 200 ").contains("\"not_found\"");
      assertThat(answer.substring(answer.length() - 600)).contains("\"overloaded\"");
    }
    // The disk is free for the next one.
    assertThat(gateway.http().post("/v1/devices/_bulk", json("{'op':'delete','id':'none'}")).text())
        .contains("not_found");
  }

  private static String metrics() {
    return gateway.http().get("/metrics").text();
  }

  private static long value(String metrics, String name) {
    Matcher value = Pattern.compile("(?m)^tidegate_" + name + "_bytes (\\S+)$").matcher(metrics);
    assertThat(value.find()).isTrue();
    return (long) Double.parseDouble(value.group(1));
  }

  @Test
  void connectionsThatSayNothingCount() throws IOException {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < MAX_CONNECTIONS; i++) {
        silent.add(open());
      }
      Answer refused =
          RawHttp.send(base.getPort(), "GET /v1/devices/x HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.code()).isEqualTo("too_many_connections");
      assertThat(refused.header("retry-after")).isNotEmpty();
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
    Eventually.get(() -> gateway.http().get("/v1/devices/x").status(), status -> status == 404);
  }
}
