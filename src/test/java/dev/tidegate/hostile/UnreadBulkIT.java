package dev.tidegate.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Bulks whose results are not read while they are sent. */
@GatewayTest(collections = "devices")
class UnreadBulkIT {
  private static final int LINES = 60_000;

  private final int port;

  UnreadBulkIT(GatewayServer gateway) {
    this.port = gateway.port();
  }

  private Socket open() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(30_000);
    return socket;
  }

  @Test
  void aClientMaySendEverythingBeforeItReads() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      lines.append("{\"op\":\"delete\",\"id\":\"none").append(i).append("\"}\n");
    }
    try (Socket socket = open()) {
      Requests.send(
          socket,
          Requests.head("POST", "/v1/devices/_bulk", lines.length())
              .replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
      Requests.send(socket, lines.toString());
      int next = 0;
      try (BufferedReader results =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
        String rest = "";
        for (String line = results.readLine(); line != null; line = results.readLine()) {
          // The lines of the chunks' lengths lie between those of the results.
          boolean length = line.matches("[0-9a-f]{1,8}");
          rest = length ? rest : rest + line;
          String wanted = "\"none" + next + "\"";
          if (rest.contains(wanted) && rest.endsWith("}}")) {
            assertThat(rest).contains("not_found");
            next++;
            rest = "";
          }
        }
      }
      assertThat(next).isEqualTo(LINES);
    }
  }

  @Test
  void whoeverSendsNothingValidIsStopped() throws IOException {
    try (Socket socket = open()) {
      Requests.send(socket, Requests.head("POST", "/v1/devices/_bulk", 1L << 40));
      Requests.send(socket, "x\n".repeat(20_000));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer.split("\"invalid_json\"", -1)).hasSize(10_001);
      assertThat(answer.substring(answer.length() - 400)).contains("\"too_many_errors\"");
      assertThat(answer).endsWith("\r\n0\r\n\r\n");
    }
  }
}
