package dev.tidegate.http;

import dev.tidegate.exchange.AdmissionHandler;
import dev.tidegate.exchange.CrossOrigin;
import dev.tidegate.exchange.OriginPolicy;
import dev.tidegate.exchange.Responses;
import dev.tidegate.ops.GatewayMetrics;
import dev.tidegate.ops.RouteMetrics;
import dev.tidegate.wire.Problem;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sends each request to the handler of its resource. */
final class Routes {
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final Router router;
  private final GatewayMetrics metrics;
  private final Map<String, Map<HttpMethod, Handler<RoutingContext>>> paths = new LinkedHashMap<>();

  private Routes(Vertx vertx, GatewayMetrics metrics) {
    this.router = Router.router(vertx);
    this.metrics = metrics;
  }

  static Router of(
      Vertx vertx,
      Handlers handlers,
      AdmissionHandler reception,
      OriginPolicy origins,
      CrossOrigin crossOrigin,
      GatewayMetrics metrics) {
    Routes routes = new Routes(vertx, metrics);
    routes.router.route().handler(reception::handle);
    routes.router.route().handler(crossOrigin::preflight);
    routes.router.route().handler(request -> checkOrigin(request, origins));
    routes.add(handlers);
    routes.paths.forEach(routes::serve);
    routes
        .router
        .route()
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(measured(metrics.route("GET", "/*"), handlers.pages()::handle));
    routes.router.route().handler(handlers.pages()::refuseOtherMethods);
    routes.router.route().handler(Routes::unknownPath);
    routes.router.route().failureHandler(Routes::failed);
    return routes.router;
  }

  /** A path comes before those of which it is one, as {@code _bulk} before ids. */
  private void add(Handlers h) {
    on(HttpMethod.GET, "/health/live", h.health()::live);
    on(HttpMethod.GET, "/health/ready", h.health()::ready);
    on(HttpMethod.GET, "/metrics", h.metrics()::handle);
    on(HttpMethod.GET, "/live", h.live()::handle);
    on(HttpMethod.POST, "/v1/:collection/_bulk", h.bulk()::handle);
    on(HttpMethod.GET, "/v1/:collection/_export", h.export()::handle);
    on(HttpMethod.GET, "/v1/:collection/_live", h.events()::handle);
    on(HttpMethod.GET, "/v1/:collection/_suggest", h.suggest()::handle);
    on(HttpMethod.GET, "/v1/:collection", h::collection);
    on(HttpMethod.POST, "/v1/:collection/:id/adjust", h.writes()::adjust);
    on(HttpMethod.GET, "/v1/:collection/:id", h.document()::handle);
    on(HttpMethod.PUT, "/v1/:collection/:id", h.writes()::put);
    on(HttpMethod.PATCH, "/v1/:collection/:id", h.writes()::patch);
    on(HttpMethod.DELETE, "/v1/:collection/:id", h.writes()::delete);
    h.admin().add(this::on);
  }

  private void on(HttpMethod method, String path, Handler<RoutingContext> handler) {
    paths.computeIfAbsent(path, p -> new LinkedHashMap<>()).put(method, handler);
  }

  /** One path with all its methods, so that no later path is taken for a method it has not. */
  private void serve(String path, Map<HttpMethod, Handler<RoutingContext>> handlers) {
    List<String> allowed = new ArrayList<>();
    String template = path.replaceAll(":([a-z]+)", "{$1}");
    handlers.forEach(
        (method, handler) -> {
          Route route = router.route(path).method(method);
          allowed.add(method.name());
          if (method.equals(HttpMethod.GET)) {
            route.method(HttpMethod.HEAD);
            allowed.add(HttpMethod.HEAD.name());
          }
          route.handler(measured(metrics.route(method.name(), template), handler));
        });
    String allow = String.join(", ", allowed);
    router.route(path).handler(request -> Responses.methodNotAllowed(request, allow));
  }

  private static Handler<RoutingContext> measured(
      RouteMetrics route, Handler<RoutingContext> handler) {
    return request -> {
      long begun = System.nanoTime();
      HttpServerResponse response = request.response();
      // Not the response's own handler, of which there can be only one.
      request.addEndHandler(
          ended -> route.answered(response.getStatusCode(), System.nanoTime() - begun));
      handler.handle(request);
    };
  }

  private static void checkOrigin(RoutingContext request, OriginPolicy origins) {
    if (SAFE.contains(request.request().method()) || origins.allows(request.request())) {
      request.next();
    } else {
      Responses.failure(request, origins.refusal(request.request()));
    }
  }

  private static void unknownPath(RoutingContext request) {
    Responses.problem(
        request,
        Problem.of(404, "unknown_path", "There is nothing at this path", request.normalizedPath()));
  }

  private static void failed(RoutingContext request) {
    Throwable failure = request.failure();
    if (failure == null || (request.statusCode() >= 400 && request.statusCode() < 500)) {
      String detail = failure == null ? "it can't be routed" : String.valueOf(failure.getMessage());
      Responses.problem(
          request,
          Problem.of(request.statusCode(), "bad_request", "The request is malformed", detail));
    } else {
      Responses.failure(request, failure);
    }
  }
}
