package dev.tidegate.hostile;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Watches searches with many values of many fields, by WebSocket and as event streams. */
final class WideQueries implements Attack {
  private static final List<String> FIELDS = List.of("brand", "category", "badge", "tags");
  private static final int CONNECTIONS = 10;
  private static final int QUERIES = 100;

  @Override
  public String name() {
    return "wide queries";
  }

  @Override
  public void run(Random random, URI gateway, Duration time) throws InterruptedException {
    int values = 100 + random.nextInt(901);
    int fields = 2 + random.nextInt(3);
    boolean streams = random.nextInt(3) == 0;
    Swarm.run(
        gateway,
        CONNECTIONS,
        time,
        (socket, number) -> {
          if (streams) {
            String query =
                FIELDS.subList(0, fields).stream()
                    .map(field -> field + "=" + values(number, values, ""))
                    .collect(Collectors.joining("&"));
            Requests.send(socket, Requests.get("/v1/products/_live?" + query));
            Swarm.linger(socket);
            return;
          }
          LiveSocket.open(socket);
          for (int i = 0; i < QUERIES; i++) {
            int distinct = number * QUERIES + i;
            String filter =
                FIELDS.subList(0, fields).stream()
                    .map(field -> "\"%s\":[%s]".formatted(field, values(distinct, values, "\"")))
                    .collect(Collectors.joining(","));
            LiveSocket.send(
                socket,
                """
                {"type":"subscribe","id":"q%d","collection":"products","query":{"filter":{%s}}}"""
                    .formatted(i, filter));
          }
          socket.getInputStream().readNBytes(1 << 20);
        });
  }

  private static String values(int query, int count, String quote) {
    return IntStream.range(0, count)
        .mapToObj(i -> quote + "v" + query + "-" + i + quote)
        .collect(Collectors.joining(","));
  }
}
