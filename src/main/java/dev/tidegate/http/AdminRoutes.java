package dev.tidegate.http;

import dev.tidegate.exchange.BodyReader;
import dev.tidegate.exchange.PathParams;
import dev.tidegate.index.IndexAdministration;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Routes for operators. One guard can protect all of them. There is none yet, so a host that is not
 * a loopback address requires {@code http.exposed}.
 */
public final class AdminRoutes implements RouteGroup {
  private final IndexHandler index;
  private final DeadLetterHandler deadLetters;
  private final VerifyHandler verify;

  public AdminRoutes(PathParams path, IndexAdministration administration, BodyReader bodies) {
    this.index = new IndexHandler(path, administration);
    this.deadLetters = new DeadLetterHandler(path, administration.deadLetters(), bodies);
    this.verify = new VerifyHandler(path, administration);
  }

  @Override
  public void addTo(Routes routes) {
    routes.on(HttpMethod.GET, "/admin/collections", index::collections);
    add(routes, HttpMethod.POST, "reindex", index::reindex);
    add(routes, HttpMethod.GET, "index", index::report);
    add(routes, HttpMethod.POST, "verify", verify::handle);
    add(routes, HttpMethod.GET, "dead-letters", deadLetters::list);
    add(routes, HttpMethod.POST, "dead-letters/retry", deadLetters::retry);
  }

  private static void add(
      Routes routes, HttpMethod method, String name, Handler<RoutingContext> handler) {
    routes.on(method, "/admin/collections/:collection/" + name, handler);
  }
}
