package dev.tidegate.http;

import dev.tidegate.exchange.PathParams;
import dev.tidegate.exchange.ReadParameters;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.transfer.BulkExchange;
import dev.tidegate.transfer.BulkParts;
import dev.tidegate.write.CommandParser;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** {@code POST /v1/{collection}/_bulk}. */
final class BulkHandler {
  private final PathParams targets;
  private final BulkParts parts;
  private final Map<String, CommandParser> commands = new HashMap<>();

  BulkHandler(Catalog catalog, PathParams targets, BulkParts parts) {
    this.targets = targets;
    this.parts = parts;
    catalog
        .collections()
        .forEach(c -> commands.put(c.name(), new CommandParser(c, catalog.isRules(c))));
  }

  void handle(RoutingContext request) {
    Collection collection = targets.collection(request);
    new ReadParameters(collection, request.queryParams(), Set.of());
    CommandParser of = Objects.requireNonNull(commands.get(collection.name()));
    new BulkExchange(request, of, parts, WriteResponses::line).start();
  }
}
