package dev.tidegate.hostile;

import java.net.URI;
import java.time.Duration;
import java.util.Random;

/** Opens connections that send nothing, or a part of a head. */
final class SilentConnections implements Attack {
  @Override
  public String name() {
    return "silent connections";
  }

  @Override
  public void run(Random random, URI gateway, Duration time) throws InterruptedException {
    int share = 1 + random.nextInt(4);
    Swarm.run(
        gateway,
        1_000,
        time,
        (socket, number) -> {
          if (number % share > 0) {
            Requests.send(socket, "GET /v1/products/x HTTP/1.1\r\nX-Part: ");
            Requests.fill(socket, random.nextInt(30_000));
          }
          Swarm.linger(socket);
        });
  }
}
