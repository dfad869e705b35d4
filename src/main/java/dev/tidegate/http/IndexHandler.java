package dev.tidegate.http;

import dev.tidegate.exchange.PathParams;
import dev.tidegate.exchange.ReadParameters;
import dev.tidegate.exchange.Responses;
import dev.tidegate.index.IndexAdministration;
import dev.tidegate.model.Collection;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.wire.Json;
import dev.tidegate.wire.Problem;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/** {@code /admin/collections}, and {@code /reindex} and {@code /index} of each collection. */
final class IndexHandler {
  private final PathParams path;
  private final IndexAdministration administration;

  IndexHandler(PathParams path, IndexAdministration administration) {
    this.path = path;
    this.administration = administration;
  }

  void collections(RoutingContext request) {
    List<String> names = path.collections().stream().map(Collection::name).toList();
    Responses.json(request, 200, Json.bytes(Map.of("collections", names)));
  }

  void reindex(RoutingContext request) {
    Collection collection = plain(request);
    Responses.answer(
        request,
        administration.reindex(collection),
        begun -> {
          if (begun.isPresent()) {
            request.response().putHeader("location", path(collection));
            Responses.json(request, 202, IndexJson.begun(collection, begun.get()));
          } else {
            Responses.problem(request, running(collection));
          }
        });
  }

  void report(RoutingContext request) {
    Collection collection = plain(request);
    Responses.answer(
        request,
        administration.report(collection),
        report -> Responses.json(request, 200, IndexJson.report(collection, report)));
  }

  private Collection plain(RoutingContext request) {
    Collection collection = path.collection(request);
    ReadParameters.rejectAny(request);
    return collection;
  }

  private static Problem running(Collection collection) {
    return Problem.of(ErrorCode.REINDEX_RUNNING, "The progress is at " + path(collection) + ".");
  }

  private static String path(Collection collection) {
    return "/admin/collections/" + collection + "/index";
  }
}
