package dev.tidegate.hostile;

import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Asks for answers of many megabytes, by ids, by search, and by export, and does not read them. */
final class LargeAnswers implements Attack {
  private static final int DOCUMENTS = 60;

  @Override
  public String name() {
    return "large answers";
  }

  @Override
  public void run(Random random, URI gateway, Duration time) throws InterruptedException {
    int size = 600_000 + random.nextInt(400_000);
    for (int i = 0; i < DOCUMENTS; i++) {
      Requests.store(gateway, "large" + i, size);
    }
    String ids =
        IntStream.range(0, DOCUMENTS).mapToObj(i -> "large" + i).collect(Collectors.joining(","));
    String[] targets = {
      "/v1/devices?ids=" + ids,
      "/v1/devices?ids=" + ids + "&min_rev=1",
      "/v1/devices?limit=200",
      "/v1/devices/_export",
      "/v1/devices/large1"
    };
    Swarm.run(
        gateway,
        60,
        time,
        (socket, number) -> {
          Requests.send(socket, Requests.get(targets[number % targets.length]));
          if (number % 3 > 0) {
            Swarm.linger(socket);
          } else {
            socket.getInputStream().readNBytes(8 << 20);
          }
        });
  }
}
