package dev.tidegate.http;

import dev.tidegate.exchange.PathParams;
import dev.tidegate.exchange.ReadParameters;
import dev.tidegate.exchange.Responses;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.FieldSet;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.wire.Bytes;
import dev.tidegate.wire.DocumentJson;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;

/** {@code GET /v1/{collection}?ids=a,b}. */
final class MultiGetHandler {
  private static final Set<String> PARAMETERS = Set.of("ids", "fields", "min_rev");

  private final PathParams targets;
  private final Freshness freshness;

  MultiGetHandler(PathParams targets, DocumentReader reader) {
    this.targets = targets;
    this.freshness = new Freshness(reader);
  }

  void handle(RoutingContext request) {
    Collection collection = targets.collection(request);
    ReadParameters parameters = new ReadParameters(collection, request.queryParams(), PARAMETERS);
    FieldSet fields = parameters.fields();
    List<String> ids = parameters.ids();
    Long minRev = parameters.minRev();
    Responses.answer(
        request,
        freshness
            .reached(minRev)
            .compose(reached -> freshness.reader(minRev).read(collection, ids)),
        states -> Responses.json(request, 200, body(collection, states, fields)));
  }

  private static byte[] body(Collection collection, List<DocumentState> states, FieldSet fields) {
    Bytes docs = new Bytes(256 * states.size() + 64).add("{\"docs\":[");
    Bytes missing = new Bytes(64).add("],\"missing\":[");
    boolean firstDoc = true;
    boolean firstMissing = true;
    for (DocumentState state : states) {
      if (state.exists()) {
        if (!firstDoc) {
          docs.add(',');
        }
        firstDoc = false;
        DocumentJson.document(docs, collection, state, fields);
      } else {
        if (!firstMissing) {
          missing.add(',');
        }
        firstMissing = false;
        missing.add('"').add(state.key().id()).add('"');
      }
    }
    return docs.add(missing.toArray()).add("]}").toArray();
  }
}
