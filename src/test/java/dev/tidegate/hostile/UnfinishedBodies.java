package dev.tidegate.hostile;

import java.net.URI;
import java.time.Duration;
import java.util.Random;

/** Sends almost all of many bodies, and never their ends. */
final class UnfinishedBodies implements Attack {
  private static final int ROOM = 1_000;

  @Override
  public String name() {
    return "unfinished bodies";
  }

  @Override
  public void run(Random random, URI gateway, Duration time) throws InterruptedException {
    boolean chunked = random.nextBoolean();
    int size = random.nextInt(3) == 0 ? 60_000 : 1_000_000;
    Swarm.run(
        gateway,
        800,
        time,
        (socket, number) -> {
          String target = "/v1/devices/unfinished" + number;
          if (chunked) {
            Requests.send(
                socket,
                "PUT "
                    + target
                    + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + Integer.toHexString(size)
                    + "\r\n");
          } else {
            Requests.send(socket, Requests.head("PUT", target, size));
          }
          Requests.fill(socket, size - ROOM);
          Swarm.linger(socket);
        });
  }
}
