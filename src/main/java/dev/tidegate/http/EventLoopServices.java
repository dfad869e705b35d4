package dev.tidegate.http;

import dev.tidegate.config.HttpConfig;
import dev.tidegate.config.LiveConfig;
import dev.tidegate.exchange.AdmissionHandler;
import dev.tidegate.exchange.BodyReader;
import dev.tidegate.exchange.CrossOrigin;
import dev.tidegate.exchange.OriginPolicy;
import dev.tidegate.exchange.PathParams;
import dev.tidegate.exchange.RequestGuard;
import dev.tidegate.exchange.Traffic;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.index.IndexAdministration;
import dev.tidegate.live.Hub;
import dev.tidegate.model.Catalog;
import dev.tidegate.ops.GatewayMetrics;
import dev.tidegate.ops.Health;
import dev.tidegate.read.CollectionScan;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.search.SearchService;
import dev.tidegate.transport.DeflateOffer;
import dev.tidegate.transport.WebSocketPipeline;
import dev.tidegate.write.DocumentStore;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;

/**
 * What the handlers of one event loop work with. All but the shared ones belong to the loop.
 *
 * @param stored reads past the near cache
 * @param onStop releases what was made for this loop
 */
public record EventLoopServices(
    HttpConfig config,
    LiveConfig live,
    Catalog catalog,
    DocumentStore store,
    DocumentReader reader,
    DocumentReader stored,
    CollectionScan scan,
    SearchService search,
    IndexAdministration administration,
    Hub hub,
    FeedStatus feed,
    Health health,
    GatewayMetrics metrics,
    Traffic traffic,
    Runnable onStop) {

  AdmissionHandler reception(Vertx vertx) {
    return new AdmissionHandler(vertx, health, traffic);
  }

  Handler<HttpServerRequest> entrance(Vertx vertx, AdmissionHandler reception) {
    OriginPolicy origins = new OriginPolicy(Set.copyOf(config.allowedOrigins()));
    PathParams targets = new PathParams(catalog);
    BodyReader bodies = new BodyReader(config.maxBodyBytes());
    Handlers handlers =
        new Handlers(
            new Pages(),
            new HealthHandler(health),
            new MetricsHandler(metrics),
            new LiveHandler(
                new WebSocketPipeline(hub, live.maxMessageBytes(), live.highWater()),
                origins,
                new DeflateOffer(live.compression(), live.maxMessageBytes())),
            new BulkHandler(catalog, targets, store, config.maxLineBytes()),
            new ExportHandler(targets, scan, stored, feed),
            new EventStreamHandler(targets, hub, feed, origins, live.highWater()),
            new SuggestHandler(targets, search),
            new SearchHandler(targets, search, reader),
            new MultiGetHandler(targets, reader),
            new DocumentHandler(targets, reader),
            new WriteHandler(catalog, targets, store, bodies),
            new AdminRoutes(
                new IndexHandler(targets, administration),
                new DeadLetterHandler(targets, administration.deadLetters(), bodies),
                new VerifyHandler(targets, administration)));
    CrossOrigin crossOrigin = new CrossOrigin(origins);
    return new RequestGuard(
        crossOrigin, Routes.of(vertx, handlers, reception, origins, crossOrigin, metrics));
  }

  void stop() {
    onStop.run();
  }
}
