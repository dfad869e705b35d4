package dev.tidegate.http;

import dev.tidegate.exchange.ByteBudget;
import dev.tidegate.exchange.PathParams;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.search.SearchService;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** Routes that read many documents of a collection: search, multi-get, and suggestions. */
public final class CollectionRoutes implements RouteGroup {
  private final SuggestHandler suggest;
  private final SearchHandler search;
  private final MultiGetHandler multiGet;

  public CollectionRoutes(
      PathParams path, SearchService search, DocumentReader reader, ByteBudget responses) {
    this.suggest = new SuggestHandler(path, search);
    this.search = new SearchHandler(path, search, reader, responses);
    this.multiGet = new MultiGetHandler(path, reader, responses);
  }

  @Override
  public void addTo(Routes routes) {
    routes.on(HttpMethod.GET, "/v1/:collection/_suggest", suggest::handle);
    routes.on(HttpMethod.GET, "/v1/:collection", this::read);
  }

  /** A request that names ids is a multi-get; any other is a search. */
  private void read(RoutingContext request) {
    if (request.queryParams().contains("ids")) {
      multiGet.handle(request);
    } else {
      search.handle(request);
    }
  }
}
