package dev.tidegate.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.config.RedisConfig;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Position;
import dev.tidegate.model.Shards;
import dev.tidegate.testing.OnContext;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import dev.tidegate.testing.Schemas;
import dev.tidegate.testing.Stores;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway starts only on a store that it can work with. */
@ExtendWith({RealServers.class, VertxExtension.class})
class StoreLayoutIT {
  private static final Shards SHARDS = new Shards(4);

  private final Context context;
  private final String prefix = UUID.randomUUID().toString();
  private final RedisConfig config;
  private final RedisLink link;

  StoreLayoutIT(Vertx vertx, RedisServer server) {
    context = vertx.getOrCreateContext();
    config = Stores.redis(server.url(), prefix).redis();
    link = new RedisLink(vertx, context, config);
  }

  @BeforeEach
  void open() {
    on(link::open);
    on(() -> check(SHARDS, InstantSource.system()));
  }

  @AfterEach
  void close() {
    on(link::close);
  }

  @Test
  void theSameGatewayStartsAgain() {
    on(() -> check(SHARDS, InstantSource.system()));
  }

  @Test
  void anotherNumberOfShardsIsRefused() {
    refused(new Shards(8), InstantSource.system(), "redis.shards is 8", "laid out with 4");
  }

  @Test
  void theStoreOfAnotherBuildIsRefusedWithWhatToDo() {
    set(new Keys(prefix).meta(), "format", "1");
    refused(SHARDS, InstantSource.system(), "format is 3", "laid out with 1", "_export");
  }

  @Test
  void aClockFarBehindTheStoreIsRefused() {
    long now = System.currentTimeMillis() * 1_000;
    on(
        () ->
            link.send(
                Request.cmd(Command.SET).arg(new Keys(prefix).clock(2)).arg(Long.toString(now))));
    InstantSource behind = () -> Instant.now().minus(Duration.ofHours(2));
    refused(SHARDS, behind, "lie in the future", "shard 2");
  }

  private void refused(Shards shards, InstantSource clock, String... reasons) {
    assertThatThrownBy(() -> on(() -> check(shards, clock)))
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .satisfies(failure -> assertThat(failure.getCause()).hasMessageContainingAll(reasons));
  }

  private Future<Void> check(Shards shards, InstantSource clock) {
    Catalog catalog = new Catalog(List.of(Schemas.products()));
    RedisChangeLog log =
        new RedisChangeLog(link, config, catalog, shards, () -> UUID.randomUUID().toString());
    Future<Position> tip = log.tip();
    return tip.compose(at -> new StoreLayout(link, config, clock).check(shards, at));
  }

  private void set(String hash, String name, String value) {
    on(() -> link.send(Request.cmd(Command.HSET).arg(hash).arg(name).arg(value)));
  }

  private <T> T on(Supplier<Future<T>> call) {
    return OnContext.await(context, call);
  }
}
