package dev.tidegate.http;

import dev.tidegate.config.LiveConfig;
import dev.tidegate.exchange.OriginPolicy;
import dev.tidegate.exchange.PathParams;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.live.Hub;
import dev.tidegate.transport.DeflateOffer;
import dev.tidegate.transport.WebSocketPipeline;
import io.vertx.core.http.HttpMethod;

/** Routes of live sessions: the WebSocket, and Server-Sent Events of a collection. */
public final class LiveRoutes implements RouteGroup {
  private final LiveHandler sockets;
  private final EventStreamHandler streams;

  public LiveRoutes(
      PathParams path, Hub hub, FeedStatus feed, OriginPolicy origins, LiveConfig config) {
    this.sockets =
        new LiveHandler(
            new WebSocketPipeline(hub, config.maxMessageBytes(), config.highWater()),
            origins,
            new DeflateOffer(config.compression()));
    this.streams = new EventStreamHandler(path, hub, feed, origins, config.highWater());
  }

  @Override
  public void addTo(Routes routes) {
    routes.on(HttpMethod.GET, "/live", sockets::handle);
    routes.on(HttpMethod.GET, "/v1/:collection/_live", streams::handle);
  }
}
