package dev.tidegate.http;

import dev.tidegate.exchange.ByteBudget;
import dev.tidegate.exchange.PathParams;
import dev.tidegate.exchange.ReadParameters;
import dev.tidegate.exchange.Responses;
import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldSet;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.transfer.MultiGet;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;

/** {@code GET /v1/{collection}?ids=a,b}. */
final class MultiGetHandler {
  private static final Set<String> PARAMETERS = Set.of("ids", "fields", "min_rev");

  private final PathParams path;
  private final Freshness freshness;
  private final ByteBudget responses;

  MultiGetHandler(PathParams path, DocumentReader reader, ByteBudget responses) {
    this.path = path;
    this.freshness = new Freshness(reader);
    this.responses = responses;
  }

  void handle(RoutingContext request) {
    Collection collection = path.collection(request);
    ReadParameters parameters = new ReadParameters(collection, request.queryParams(), PARAMETERS);
    FieldSet fields = parameters.fields();
    List<String> ids = parameters.ids();
    Long minRev = parameters.minRev();
    Responses.answer(
        request,
        freshness.reached(minRev),
        reached ->
            new MultiGet(request, collection, freshness.reader(minRev), ids, fields, responses)
                .start());
  }
}
