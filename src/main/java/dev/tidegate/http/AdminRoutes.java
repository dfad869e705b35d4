package dev.tidegate.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * What is for those who run the gateway. All of it passes here, so that a guard has one place to
 * stand in; without one it is as open as the rest, which is why a host that is not a loopback
 * address needs {@code http.exposed}.
 */
final class AdminRoutes {
  private final IndexHandler index;
  private final DeadLetterHandler deadLetters;
  private final VerifyHandler verify;

  AdminRoutes(IndexHandler index, DeadLetterHandler deadLetters, VerifyHandler verify) {
    this.index = index;
    this.deadLetters = deadLetters;
    this.verify = verify;
  }

  /** Adds a route. */
  interface Target {
    void on(HttpMethod method, String path, Handler<RoutingContext> handler);
  }

  void add(Target routes) {
    routes.on(HttpMethod.GET, "/admin/collections", index::collections);
    add(routes, HttpMethod.POST, "reindex", index::reindex);
    add(routes, HttpMethod.GET, "index", index::report);
    add(routes, HttpMethod.POST, "verify", verify::handle);
    add(routes, HttpMethod.GET, "dead-letters", deadLetters::list);
    add(routes, HttpMethod.POST, "dead-letters/retry", deadLetters::retry);
  }

  private static void add(
      Target routes, HttpMethod method, String name, Handler<RoutingContext> handler) {
    routes.on(method, "/admin/collections/:collection/" + name, handler);
  }
}
