package dev.tidegate.hostile;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Random;

/** Sends one message in very many frames, and never ends it. */
final class EndlessMessage implements Attack {
  private static final int CONNECTIONS = 8;
  private static final int FRAMES = 10_000;

  @Override
  public String name() {
    return "endless message";
  }

  @Override
  public void run(Random random, URI gateway, Duration time) throws InterruptedException {
    String part = "x".repeat(random.nextInt(3));
    String start = "x".repeat(1 + random.nextInt(200_000));
    Swarm.run(
        gateway,
        CONNECTIONS,
        time,
        (socket, number) -> {
          LiveSocket.open(socket);
          ByteArrayOutputStream many = new ByteArrayOutputStream();
          for (int i = 0; i < FRAMES; i++) {
            many.writeBytes(LiveSocket.frame(LiveSocket.CONTINUATION, false, part));
          }
          socket.getOutputStream().write(LiveSocket.frame(LiveSocket.TEXT, false, start));
          for (int i = 0; i < 50; i++) {
            socket.getOutputStream().write(many.toByteArray());
          }
        });
  }
}
