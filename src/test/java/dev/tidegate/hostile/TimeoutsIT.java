package dev.tidegate.hostile;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.LiveClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Stalled connections, all at once, because each time-out takes ten seconds. */
@GatewayTest(collections = "devices")
class TimeoutsIT {
  private static final Duration LEAST = Duration.ofSeconds(9);
  private static final Duration MOST = Duration.ofSeconds(20);

  private final GatewayServer gateway;

  TimeoutsIT(GatewayServer gateway) {
    this.gateway = gateway;
  }

  private Socket open(String sent) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
    socket.setSoTimeout(30_000);
    Requests.send(socket, sent);
    return socket;
  }

  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void whoeverDoesNotGoOnIsCutAndNobodyElse() throws IOException {
    long begun = System.nanoTime();
    try (LiveClient live = gateway.live();
        Socket stream = open(Requests.get("/v1/devices/_live?ids=a"));
        Socket idle = open(Requests.get("/v1/devices/none"));
        Socket silent = open("");
        Socket head = open("GET /v1/devices/x HTTP/1.1\r\nHost: ");
        Socket body = open(Requests.head("PUT", "/v1/devices/x", 100) + "{");
        Socket bulk = open(Requests.head("POST", "/v1/devices/_bulk", 100) + "{")) {
      assertThat(rest(silent)).isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(LEAST, MOST);
      assertThat(rest(head)).isEmpty();
      assertThat(rest(body)).startsWith("HTTP/1.1 408 ").contains("\"request_timeout\"");
      assertThat(rest(bulk)).startsWith("HTTP/1.1 200 ").contains("\"request_timeout\"");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(LEAST, MOST);
      Requests.send(
          idle,
          Requests.get("/v1/devices/none").replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
      assertThat(rest(idle).split("HTTP/1.1 404 ", -1)).hasSize(3);
      assertThat(stream.getInputStream().read()).isNotNegative();
      live.send(json("{'type':'ping'}"));
      assertThat(live.await("pong")).isNotNull();
    }
  }
}
