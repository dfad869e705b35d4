package dev.tidegate.hostile;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.Alone;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Answers of many megabytes. */
@Alone
@GatewayTest(collections = "devices")
class LargeAnswersIT {
  private static final int DOCUMENTS = 24;
  private static final int SIZE = 900_000;
  private static final int CLIENTS = 20;

  private final HttpCalls http;
  private final URI gateway;

  LargeAnswersIT(GatewayServer gateway) {
    this.http = gateway.http();
    this.gateway = URI.create("http://127.0.0.1:" + gateway.port());
  }

  @Test
  void aRepeatedIdIsReturnedOnce() {
    Requests.store(gateway, "once", SIZE);
    http.put("/v1/devices/other", json("{'name':'x','kind':'x'}"));
    String thousand = String.join(",", Collections.nCopies(998, "once"));
    for (String more : new String[] {"", "&min_rev=1"}) {
      HttpCalls.Answer answer =
          http.get("/v1/devices?ids=" + thousand + ",other,once,none,none" + more);
      JsonNode body = answer.json();
      assertThat(body.path("docs").findValuesAsText("id")).containsExactly("once", "other");
      assertThat(body.path("missing").toString()).isEqualTo(json("['none']"));
    }
  }

  @Test
  void manyClientsReadManyLargeDocumentsAtOnce() throws IOException {
    String ids =
        IntStream.range(0, DOCUMENTS)
            .mapToObj(i -> "large" + i)
            .peek(id -> Requests.store(gateway, id, SIZE))
            .collect(Collectors.joining(","));
    http.put("/v1/devices/other2", json("{'name':'x','kind':'x'}"));
    List<CompletableFuture<Long>> reads = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Socket unread = new Socket(gateway.getHost(), gateway.getPort());
        Probe probe = Probe.start(gateway.resolve("/v1/devices/other2"), 2)) {
      // One that does not read is no reason for the others to wait.
      Requests.send(unread, Requests.get("/v1/devices?ids=" + ids));
      String[] targets = {"?ids=" + ids, "?ids=" + ids + "&min_rev=1", "/_export"};
      for (int i = 0; i < CLIENTS; i++) {
        String target = "/v1/devices" + targets[i % targets.length];
        reads.add(CompletableFuture.supplyAsync(() -> length(target), threads));
      }
      assertThat(reads)
          .allSatisfy(read -> assertThat(read.join()).isGreaterThan((long) DOCUMENTS * SIZE));
      assertThat(probe.result().failures()).isEmpty();
      assertThat(probe.result().worst()).isLessThan(Duration.ofSeconds(1));
    }
  }

  /** Reads an answer in chunks to its end, and returns the number of its bytes. */
  private long length(String target) {
    try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
      socket.setSoTimeout(60_000);
      Requests.send(
          socket, "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[64 << 10];
      byte[] end = new byte[5];
      long length = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        length += read;
        int last = Math.min(5, read);
        System.arraycopy(end, last, end, 0, 5 - last);
        System.arraycopy(buffer, read - last, end, 5 - last, last);
      }
      assertThat(new String(end, StandardCharsets.US_ASCII)).isEqualTo("0\r\n\r\n");
      return length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
