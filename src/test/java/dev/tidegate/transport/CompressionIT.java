package dev.tidegate.transport;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Futures;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.LiveClient;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Compression of messages for clients that offer it, next to clients that do not. */
@ExtendWith(RealServers.class)
class CompressionIT {
  private static final int DOCUMENTS = 60;
  private static final String SUBSCRIBE =
      json(
          "{'type':'subscribe','id':'s','collection':'products','ids':[%s]}",
          IntStream.range(0, DOCUMENTS)
              .mapToObj(i -> "\"c" + i + "\"")
              .collect(Collectors.joining(",")));

  private final GatewayServer gateway;

  CompressionIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    String prefix = "z" + UUID.randomUUID().toString().substring(0, 8);
    gateway =
        GatewayServer.start(
            redis.url(), elasticsearch.url(), prefix, Map.of("TIDEGATE_LIVE_COMPRESSION", "true"));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  @ExtendWith(VertxExtension.class)
  void theSameMessagesReachThoseWhoOfferItAndThoseWhoDoNot(Vertx vertx) throws Exception {
    write("first");
    BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    WebSocketClient sockets =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setTryUsePerMessageCompression(true)
                .setMaxFrameSize(1 << 20)
                .setMaxMessageSize(1 << 20));
    WebSocket socket =
        Futures.await(
            sockets.connect(
                new WebSocketConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(gateway.port())
                    .setURI("/live")));
    assertThat(socket.headers().get("sec-websocket-extensions")).contains("permessage-deflate");
    socket.textMessageHandler(texts::add);
    socket.writeTextMessage(SUBSCRIBE);
    try (LiveClient plain = gateway.live()) {
      plain.send(SUBSCRIBE);
      assertThat(next(texts, "snapshot").path("docs"))
          .isEqualTo(plain.await("snapshot").path("docs"))
          .hasSize(DOCUMENTS);
      long before = plain.view().rev("c59");
      write("second");
      plain.awaitView(view -> view.rev("c59") > before, "all");
      // Changes of a bulk come shard by shard, in one message or in several.
      boolean seen = false;
      while (!seen) {
        for (JsonNode change : next(texts, "update").path("changes")) {
          seen |= change.at("/set/name").asText().equals("second 59");
        }
      }
    }
  }

  private void write(String name) {
    gateway
        .http()
        .post(
            "/v1/products/_bulk",
            IntStream.range(0, DOCUMENTS)
                .mapToObj(i -> json("{'op':'put','id':'c%d','doc':{'name':'%s %d'}}", i, name, i))
                .collect(Collectors.joining("\n")));
  }

  private static JsonNode next(BlockingQueue<String> texts, String type)
      throws InterruptedException, IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      String text = texts.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(text).as(type).isNotNull();
      JsonNode message = new ObjectMapper().readTree(text);
      if (message.path("type").asText().equals(type)) {
        return message;
      }
    }
  }
}
