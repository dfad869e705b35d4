package dev.tidegate.http;

import io.vertx.ext.web.RoutingContext;

/** The handlers of one event loop. */
record Handlers(
    Pages pages,
    HealthHandler health,
    MetricsHandler metrics,
    LiveHandler live,
    BulkHandler bulk,
    ExportHandler export,
    EventStreamHandler events,
    SuggestHandler suggest,
    SearchHandler search,
    MultiGetHandler multiGet,
    DocumentHandler document,
    WriteHandler writes,
    AdminRoutes admin) {

  /** A collection is read by ids or searched. */
  void collection(RoutingContext request) {
    if (request.queryParams().contains("ids")) {
      multiGet.handle(request);
    } else {
      search.handle(request);
    }
  }
}
