package dev.tidegate.hostile;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Random;

/** Asks for one large document a thousand times in one request. */
final class RepeatedIds implements Attack {
  @Override
  public String name() {
    return "repeated ids";
  }

  @Override
  public void run(Random random, URI gateway, Duration time) throws InterruptedException {
    int size = 700_000 + random.nextInt(300_000);
    boolean fresh = random.nextBoolean();
    String ids = String.join(",", Collections.nCopies(1_000, "repeated"));
    String target = "/v1/devices?ids=" + ids + (fresh ? "&min_rev=1" : "");
    Requests.store(gateway, "repeated", size);
    Swarm.run(
        gateway,
        20,
        time,
        (socket, number) -> {
          Requests.send(socket, Requests.get(target));
          if (number % 2 == 0) {
            Swarm.linger(socket);
          } else {
            socket.getInputStream().readNBytes(2 << 20);
          }
        });
  }
}
