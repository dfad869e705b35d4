package dev.tidegate.hostile;

import static dev.tidegate.testing.JsonText.json;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;

/**
 * Subscribes to every change of large documents, from the past and from now on, many times in one
 * session. Half of the clients do not read.
 */
final class LargeEvents implements Attack {
  private static final int CONNECTIONS = 6;
  private static final int WRITES = 60;

  @Override
  public String name() {
    return "large events";
  }

  @Override
  public void run(Random random, URI gateway, Duration time) throws InterruptedException {
    int size = 300_000 + random.nextInt(650_000);
    int streams = 3 + random.nextInt(300);
    long begun = System.nanoTime();
    String start = position(gateway);
    for (int i = 0; i < WRITES; i++) {
      Requests.store(gateway, "event" + i % 3, size + i);
    }
    Duration left = time.minusNanos(System.nanoTime() - begun);
    Swarm.run(
        gateway,
        CONNECTIONS,
        left.isNegative() ? Duration.ofSeconds(1) : left,
        (socket, number) -> {
          LiveSocket.open(socket);
          for (int i = 0; i < streams; i++) {
            boolean past = (number + i) % 2 == 0;
            LiveSocket.send(
                socket,
                """
                {"type":"subscribe","id":"e%d","collection":"devices","every":true%s}"""
                    .formatted(i, past ? json(",'since':'%s'", start) : ""));
          }
          if (number == 0) {
            Requests.store(gateway, "event", size);
          }
          if (number % 2 == 0) {
            Swarm.linger(socket);
          } else {
            socket.getInputStream().readNBytes(64 << 20);
          }
        });
  }

  private static String position(URI gateway) {
    try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
      Requests.send(socket, Requests.get("/v1/users/_export"));
      StringBuilder answer = new StringBuilder();
      while (!answer.toString().matches("(?s).*\"position\":\"[^\"]+\".*")) {
        byte[] more = socket.getInputStream().readNBytes(1);
        if (more.length == 0) {
          throw new IllegalStateException("no position: " + answer);
        }
        answer.append(new String(more, StandardCharsets.US_ASCII));
      }
      return answer.toString().replaceAll("(?s).*\"position\":\"([^\"]+)\".*", "$1");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
