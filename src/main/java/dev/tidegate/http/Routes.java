package dev.tidegate.http;

import dev.tidegate.exchange.AdmissionHandler;
import dev.tidegate.exchange.CrossOrigin;
import dev.tidegate.exchange.OriginPolicy;
import dev.tidegate.exchange.Responses;
import dev.tidegate.model.ErrorCode;
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

/** Table of routes: passes each request to the handler of its resource. */
public final class Routes {
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final Router router;
  private final GatewayMetrics metrics;
  private final Map<String, Map<HttpMethod, Handler<RoutingContext>>> paths = new LinkedHashMap<>();

  private Routes(Vertx vertx, GatewayMetrics metrics) {
    this.router = Router.router(vertx);
    this.metrics = metrics;
  }

  /**
   * Returns a router over the groups; any other path is a page or unknown.
   *
   * @param groups in the order of their precedence
   */
  public static Router of(
      Vertx vertx,
      List<RouteGroup> groups,
      AdmissionHandler admission,
      OriginPolicy origins,
      CrossOrigin crossOrigin,
      GatewayMetrics metrics) {
    Routes routes = new Routes(vertx, metrics);
    routes.router.route().handler(admission::handle);
    routes.router.route().handler(crossOrigin::preflight);
    routes.router.route().handler(request -> checkOrigin(request, origins));
    groups.forEach(group -> group.addTo(routes));
    routes.paths.forEach(routes::serve);
    routes.servePages(new Pages());
    routes.router.route().handler(Routes::unknownPath);
    routes.router.route().failureHandler(Routes::failed);
    return routes.router;
  }

  private void servePages(Pages pages) {
    router
        .route()
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(measured(metrics.route("GET", "/*"), pages::handle));
    router.route().handler(pages::refuseOtherMethods);
  }

  /** Adds a route. {@code GET} also serves {@code HEAD}. */
  void on(HttpMethod method, String path, Handler<RoutingContext> handler) {
    paths.computeIfAbsent(path, p -> new LinkedHashMap<>()).put(method, handler);
  }

  /** Adds a path with all its methods. A later path is not used for a missing method. */
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
      long started = System.nanoTime();
      HttpServerResponse response = request.response();
      // The response itself can have only one handler.
      request.addEndHandler(
          ended -> route.answered(response.getStatusCode(), System.nanoTime() - started));
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
        Problem.of(ErrorCode.UNKNOWN_PATH, "Unknown path " + request.normalizedPath() + "."));
  }

  private static void failed(RoutingContext request) {
    Throwable failure = request.failure();
    if (failure == null || (request.statusCode() >= 400 && request.statusCode() < 500)) {
      String detail =
          failure == null ? "The URL is malformed." : String.valueOf(failure.getMessage());
      Responses.problem(request, Problem.of(ErrorCode.BAD_REQUEST, detail));
    } else {
      Responses.failure(request, failure);
    }
  }
}
