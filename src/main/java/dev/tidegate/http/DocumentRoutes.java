package dev.tidegate.http;

import dev.tidegate.exchange.BodyReader;
import dev.tidegate.exchange.ByteBudget;
import dev.tidegate.exchange.PathParams;
import dev.tidegate.model.Catalog;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.write.WriteService;
import io.vertx.core.http.HttpMethod;

/** Routes of one document. They cover every other path of two segments, so they come last. */
public final class DocumentRoutes implements RouteGroup {
  private final DocumentHandler document;
  private final WriteHandler writes;

  public DocumentRoutes(
      Catalog catalog,
      PathParams path,
      DocumentReader reader,
      WriteService service,
      BodyReader bodies,
      ByteBudget responses) {
    this.document = new DocumentHandler(path, reader, responses);
    this.writes = new WriteHandler(catalog, path, service, bodies);
  }

  @Override
  public void addTo(Routes routes) {
    routes.on(HttpMethod.POST, "/v1/:collection/:id/adjust", writes::adjust);
    routes.on(HttpMethod.GET, "/v1/:collection/:id", document::handle);
    routes.on(HttpMethod.PUT, "/v1/:collection/:id", writes::put);
    routes.on(HttpMethod.PATCH, "/v1/:collection/:id", writes::patch);
    routes.on(HttpMethod.DELETE, "/v1/:collection/:id", writes::delete);
  }
}
