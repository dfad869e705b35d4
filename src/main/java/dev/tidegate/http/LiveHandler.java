package dev.tidegate.http;

import dev.tidegate.exchange.OriginPolicy;
import dev.tidegate.transport.Channels;
import dev.tidegate.transport.DeflateOffer;
import dev.tidegate.transport.WebSocketHandshake;
import dev.tidegate.transport.WebSocketPipeline;
import io.netty.channel.Channel;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /live}: opens a session over a WebSocket. */
final class LiveHandler {
  private final WebSocketPipeline sessions;
  private final OriginPolicy origins;
  private final DeflateOffer offers;

  LiveHandler(WebSocketPipeline sessions, OriginPolicy origins, DeflateOffer offers) {
    this.sessions = sessions;
    this.origins = origins;
    this.offers = offers;
  }

  void handle(RoutingContext route) {
    HttpServerRequest request = route.request();
    WebSocketHandshake handshake = WebSocketHandshake.of(request, offers);
    if (!origins.allows(request)) {
      throw origins.refusal(request);
    }
    Channel channel = Channels.of(request.connection());
    ContextInternal context = ContextInternal.current().unwrap();
    // The request is still being read here; its handlers can go once that is done.
    channel.eventLoop().execute(() -> sessions.begin(channel, handshake, context));
  }
}
