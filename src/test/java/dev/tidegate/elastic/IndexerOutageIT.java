package dev.tidegate.elastic;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.config.GatewayConfig;
import dev.tidegate.embedded.ElasticsearchHome;
import dev.tidegate.embedded.ElasticsearchOptions;
import dev.tidegate.embedded.EmbeddedElasticsearch;
import dev.tidegate.embedded.RecordedStartupCache;
import dev.tidegate.index.DirtyQueue;
import dev.tidegate.index.DirtyQueue.Backlog;
import dev.tidegate.model.SearchUnavailableException;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import dev.tidegate.testing.RestartablePorts;
import dev.tidegate.testing.Schemas;
import dev.tidegate.testing.Stores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Elasticsearch goes away and comes back, with a backlog in between. */
@ExtendWith({RealServers.class, VertxExtension.class})
class IndexerOutageIT {
  @Test
  void worksOffTheBacklog(RedisServer redis, Vertx vertx, @TempDir Path data) {
    RecordedStartupCache.provide(data);
    ElasticsearchOptions options =
        ElasticsearchOptions.in(ElasticsearchHome.besideProgram(), data)
            .withHttpPort(RestartablePorts.next());
    EmbeddedElasticsearch before = EmbeddedElasticsearch.start(options);
    GatewayConfig config = Stores.both(redis.url(), before.url(), "outage");
    try (SearchStack stack = new SearchStack(vertx, config, List.of(Schemas.products()))) {
      stack.rebuilds.start();
      stack.put("kept", json("{'name': 'tea'}"));
      stack.put("lost", json("{'name': 'coffee'}"));
      stack.indexer.start();
      stack.settle(2);

      before.close();
      writeWhileAway(stack);

      try (EmbeddedElasticsearch after = EmbeddedElasticsearch.start(options)) {
        assertThat(after.port()).isEqualTo(before.port());
        converges(stack);
      }
    }
  }

  private static void writeWhileAway(SearchStack stack) {
    for (int i = 0; i < 300; i++) {
      stack.put("b" + i, json("{'name': 'backlog %s'}", i));
    }
    stack.delete("lost");
    assertThatThrownBy(() -> stack.search("q", "tea"))
        .hasRootCauseInstanceOf(SearchUnavailableException.class);
    stack.eventually(
        () -> Future.succeededFuture(stack.indexer.state()),
        state -> state.backlog() == 301 && state.lastError() != null && !state.lag().isZero());
  }

  private static void converges(SearchStack stack) {
    stack.settle(301);
    assertThat(stack.ids("q", "tea ")).containsExactly("kept");
    assertThat(stack.ids("q", "coffee ")).isEmpty();
    stack.eventually(
        () -> Future.succeededFuture(stack.indexer.state()), state -> state.lastError() == null);
    for (DirtyQueue queue : stack.queues) {
      assertThat(stack.on(queue::backlog)).isEqualTo(new Backlog(0, 0, 0));
    }
  }
}
