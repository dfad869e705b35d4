package dev.tidegate.http;

import dev.tidegate.exchange.PathParams;
import dev.tidegate.exchange.ReadParameters;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.write.CommandParser;
import dev.tidegate.write.DocumentStore;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** {@code POST /v1/{collection}/_bulk}. */
final class BulkHandler {
  private final PathParams targets;
  private final DocumentStore store;
  private final int maxLine;
  private final Map<String, CommandParser> commands = new HashMap<>();

  BulkHandler(Catalog catalog, PathParams targets, DocumentStore store, int maxLine) {
    this.targets = targets;
    this.store = store;
    this.maxLine = maxLine;
    catalog.collections().forEach(c -> commands.put(c.name(), new CommandParser(c)));
  }

  void handle(RoutingContext request) {
    Collection collection = targets.collection(request);
    new ReadParameters(collection, request.queryParams(), Set.of());
    CommandParser of = Objects.requireNonNull(commands.get(collection.name()));
    new BulkExchange(request, of, store, maxLine).start();
  }
}
