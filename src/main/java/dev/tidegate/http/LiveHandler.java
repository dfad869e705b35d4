package dev.tidegate.http;

import dev.tidegate.live.Hub;
import dev.tidegate.wire.Problem;
import io.netty.channel.Channel;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/** {@code GET /live}: makes a session of a WebSocket. */
final class LiveHandler {
  private final Hub hub;
  private final OriginPolicy origins;
  private final int highWater;

  LiveHandler(Hub hub, OriginPolicy origins, int highWater) {
    this.hub = hub;
    this.origins = origins;
    this.highWater = highWater;
  }

  void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!"websocket".equalsIgnoreCase(request.getHeader("upgrade"))) {
      throw new ProblemException(
          Problem.of(426, "upgrade_required", "This is a WebSocket: ask for an upgrade"));
    }
    if (!origins.allows(request)) {
      throw origins.refusal(request);
    }
    Channel channel = Channels.of(request.connection());
    request
        .toWebSocket()
        .onSuccess(
            socket -> {
              WebSocketTransport transport = new WebSocketTransport(socket, channel, highWater);
              transport.serve(hub.open(UUID.randomUUID().toString(), transport));
            });
  }
}
