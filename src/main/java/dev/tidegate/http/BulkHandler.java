package dev.tidegate.http;

import dev.tidegate.exchange.ReadParameters;
import dev.tidegate.exchange.Targets;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.write.Commands;
import dev.tidegate.write.DocumentStore;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** {@code POST /v1/{collection}/_bulk}. */
final class BulkHandler {
  private final Targets targets;
  private final DocumentStore store;
  private final int maxLine;
  private final Map<String, Commands> commands = new HashMap<>();

  BulkHandler(Catalog catalog, Targets targets, DocumentStore store, int maxLine) {
    this.targets = targets;
    this.store = store;
    this.maxLine = maxLine;
    catalog.collections().forEach(c -> commands.put(c.name(), new Commands(c)));
  }

  void handle(RoutingContext request) {
    Collection collection = targets.collection(request);
    new ReadParameters(collection, request.queryParams(), Set.of());
    Commands of = Objects.requireNonNull(commands.get(collection.name()));
    new BulkExchange(request, of, store, maxLine).start();
  }
}
