package dev.tidegate.chaos;

import dev.tidegate.embedded.EmbeddedRedis;
import dev.tidegate.embedded.RedisOptions;
import dev.tidegate.live.RedisCommands;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.RestartablePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/** Two gateways on one Redis, and what can be done to them. Faults come from one thread. */
final class Servers implements AutoCloseable {
  static final int GATEWAYS = 2;
  static final int SHARDS = 8;

  private static final String PREFIX = "chaos";
  private static final Map<String, String> SETTINGS =
      Map.of(
          "TIDEGATE_REDIS_COMMAND_TIMEOUT", "2s",
          "TIDEGATE_LIVE_HEARTBEAT", "500ms",
          "TIDEGATE_LIVE_MAX_QUEUE", "262144");

  private final String elasticsearch;
  private final AtomicReferenceArray<GatewayServer> gateways = new AtomicReferenceArray<>(GATEWAYS);
  private EmbeddedRedis redis;

  Servers(Path data, String elasticsearch) {
    this.elasticsearch = elasticsearch;
    this.redis = EmbeddedRedis.start(RedisOptions.in(data).withPort(RestartablePorts.next()));
    for (int i = 0; i < GATEWAYS; i++) {
      gateways.set(i, newGateway());
    }
  }

  /** One more on the same store, which knows nothing yet. */
  GatewayServer newGateway() {
    return GatewayServer.start(redis.url(), elasticsearch, PREFIX, SETTINGS);
  }

  HttpCalls http(int gateway) {
    return gateways.get(Math.floorMod(gateway, GATEWAYS)).http();
  }

  URI live(int gateway) {
    int port = gateways.get(Math.floorMod(gateway, GATEWAYS)).port();
    return URI.create("ws://127.0.0.1:" + port + "/live");
  }

  void apply(Fault fault) {
    switch (fault.kind()) {
      case NONE -> {
        // Closed on request.
      }
      case REDIS_KILLED -> {
        redis.kill();
        redis.close();
        pause(fault);
        redis = EmbeddedRedis.start(redis.options());
      }
      case CONNECTIONS_CUT -> redis("CLIENT KILL TYPE normal");
      case LOGS_TRIMMED -> {
        for (int shard = 0; shard < SHARDS; shard++) {
          redis("XTRIM " + PREFIX + ":{" + shard + "}:log MAXLEN " + fault.choice() % 10);
        }
      }
      case GATEWAY_RESTARTED -> {
        int which = fault.choice() % GATEWAYS;
        gateways.get(which).close();
        pause(fault);
        gateways.set(which, newGateway());
      }
      case COMMANDS_PAUSED -> redis("CLIENT PAUSE " + fault.lasts().toMillis());
      case REDIS_FROZEN -> {
        signal("-STOP");
        pause(fault);
        signal("-CONT");
      }
    }
  }

  private static void pause(Fault fault) {
    LockSupport.parkNanos(fault.lasts().toNanos());
  }

  private void redis(String command) {
    try {
      RedisCommands.send(redis.url(), command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", signal, Long.toString(redis.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    for (int i = 0; i < GATEWAYS; i++) {
      gateways.get(i).close();
    }
    redis.close();
  }
}
