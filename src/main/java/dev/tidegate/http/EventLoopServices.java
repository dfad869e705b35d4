package dev.tidegate.http;

import dev.tidegate.config.HttpConfig;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.live.Hub;
import dev.tidegate.model.Catalog;
import dev.tidegate.ops.GatewayMetrics;
import dev.tidegate.ops.Health;
import dev.tidegate.read.CollectionScan;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.search.SearchService;
import dev.tidegate.write.DocumentStore;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.Set;

/**
 * What the handlers of one event loop work with. All but the shared ones belong to the loop.
 *
 * @param onStop releases what was made for this loop
 */
public record EventLoopServices(
    HttpConfig config,
    int highWater,
    Catalog catalog,
    DocumentStore store,
    DocumentReader reader,
    CollectionScan scan,
    SearchService search,
    Hub hub,
    FeedStatus feed,
    Health health,
    GatewayMetrics metrics,
    Traffic traffic,
    Runnable onStop) {

  Reception reception(Vertx vertx) {
    return new Reception(vertx, health, traffic);
  }

  Router router(Vertx vertx, Reception reception) {
    OriginPolicy origins = new OriginPolicy(Set.copyOf(config.allowedOrigins()));
    Targets targets = new Targets(catalog);
    Handlers handlers =
        new Handlers(
            new Pages(),
            new HealthHandler(health),
            new MetricsHandler(metrics),
            new LiveHandler(hub, origins, highWater),
            new BulkHandler(catalog, targets, store, config.maxLineBytes()),
            new ExportHandler(targets, scan, reader, feed),
            new SuggestHandler(targets, search),
            new SearchHandler(targets, search, reader),
            new MultiGetHandler(targets, reader),
            new DocumentHandler(targets, reader),
            new WriteHandler(catalog, targets, store, new Bodies(config.maxBodyBytes())));
    return Routes.of(vertx, handlers, reception, origins, metrics);
  }

  void stop() {
    onStop.run();
  }
}
