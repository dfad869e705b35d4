package dev.tidegate.http;

import dev.tidegate.exchange.ByteBudget;
import dev.tidegate.exchange.ETags;
import dev.tidegate.exchange.PacedResponse;
import dev.tidegate.exchange.PathParams;
import dev.tidegate.exchange.ReadParameters;
import dev.tidegate.exchange.Responses;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Values;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.wire.DocumentJson;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/{collection}/{id}}. */
final class DocumentHandler {
  private static final Set<String> PARAMETERS = Set.of("fields", "min_rev");

  private final PathParams path;
  private final DocumentReader reader;
  private final ByteBudget responses;

  DocumentHandler(PathParams path, DocumentReader reader, ByteBudget responses) {
    this.path = path;
    this.reader = reader;
    this.responses = responses;
  }

  void handle(RoutingContext request) {
    Collection collection = path.collection(request);
    String id = path.id(request);
    ReadParameters parameters = new ReadParameters(collection, request.queryParams(), PARAMETERS);
    FieldSet fields = parameters.fields();
    Long minRev = parameters.minRev();
    Responses.answer(
        request,
        (minRev == null ? reader : reader.atLeast(minRev)).read(collection, id),
        state -> answer(request, collection, existing(state, minRev), fields));
  }

  private static DocumentState existing(DocumentState state, @Nullable Long minRev) {
    if (minRev != null && state.rev() < minRev) {
      throw Freshness.notReached(state.rev(), minRev);
    }
    if (!state.exists()) {
      throw PathParams.notFound(state.key());
    }
    return state;
  }

  private void answer(
      RoutingContext request, Collection collection, DocumentState state, FieldSet fields) {
    String etag = ETags.of(state.rev());
    request.response().putHeader("etag", etag).putHeader("cache-control", "no-cache");
    String known = ETags.header(request.request(), "if-none-match");
    if (known != null && ETags.listed(known, etag)) {
      request.response().setStatusCode(304).end();
    } else {
      Values values = state.values();
      PacedResponse.json(
          request,
          responses,
          values == null ? 0 : values.memory(),
          () -> DocumentJson.document(collection, state, fields));
    }
  }
}
