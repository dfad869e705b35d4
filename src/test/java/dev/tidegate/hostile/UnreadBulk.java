package dev.tidegate.hostile;

import static dev.tidegate.testing.JsonText.json;

import java.net.URI;
import java.time.Duration;
import java.util.Random;

/** Sends bulks whose results are longer than their lines, and does not read them. */
final class UnreadBulk implements Attack {
  @Override
  public String name() {
    return "unread bulk";
  }

  @Override
  public void run(Random random, URI gateway, Duration time) throws InterruptedException {
    boolean invalid = random.nextBoolean();
    String line = invalid ? "x\n" : json("{'op':'delete','id':'unread'}\n");
    String lines = line.repeat((64 << 10) / line.length());
    Swarm.run(
        gateway,
        120,
        time,
        (socket, number) -> {
          Requests.send(socket, Requests.head("POST", "/v1/products/_bulk", 1L << 40));
          for (int i = 0; i < 160; i++) {
            Requests.send(socket, lines);
          }
          Swarm.linger(socket);
        });
  }
}
