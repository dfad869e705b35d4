package dev.tidegate.hostile;

import java.net.URI;
import java.time.Duration;
import java.util.Random;

/** Sends bulks of lines of up to a megabyte. */
final class LargeLines implements Attack {
  @Override
  public String name() {
    return "large lines";
  }

  @Override
  public void run(Random random, URI gateway, Duration time) throws InterruptedException {
    int size = 500_000 + random.nextInt(540_000);
    Swarm.run(
        gateway,
        6,
        time,
        (socket, number) -> {
          Requests.send(socket, Requests.head("POST", "/v1/devices/_bulk", 1L << 40));
          for (int i = 0; i < 40; i++) {
            Requests.send(
                socket,
                "{\"op\":\"put\",\"id\":\"line"
                    + number
                    + "\",\"doc\":{\"name\":\"x\",\"kind\":\"x\",\"limits\":{\"x\":\"");
            Requests.fill(socket, size);
            Requests.send(socket, "\"}}}\n");
          }
          Swarm.linger(socket);
        });
  }
}
