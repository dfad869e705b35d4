package dev.tidegate.http;

import dev.tidegate.exchange.ByteBudget;
import dev.tidegate.exchange.PathParams;
import dev.tidegate.exchange.ReadParameters;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.read.CollectionScan;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.transfer.BulkExchange;
import dev.tidegate.transfer.BulkParts;
import dev.tidegate.write.CommandParser;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Objects;

/** Routes that stream a collection in or out: {@code _bulk} and {@code _export}. */
public final class TransferRoutes implements RouteGroup {
  private final PathParams path;
  private final BulkParts bulks;
  private final Map<String, CommandParser> parsers;
  private final ExportHandler export;

  /**
   * Creates the handlers.
   *
   * @param reader reads the store itself, not a cache
   */
  public TransferRoutes(
      Catalog catalog,
      PathParams path,
      BulkParts bulks,
      CollectionScan scan,
      DocumentReader reader,
      FeedStatus feed,
      ByteBudget responses) {
    this.path = path;
    this.bulks = bulks;
    this.parsers = CommandParser.all(catalog);
    this.export = new ExportHandler(path, scan, reader, feed, responses);
  }

  @Override
  public void addTo(Routes routes) {
    routes.on(HttpMethod.POST, "/v1/:collection/_bulk", this::bulk);
    routes.on(HttpMethod.GET, "/v1/:collection/_export", export::handle);
  }

  private void bulk(RoutingContext request) {
    Collection collection = path.collection(request);
    ReadParameters.rejectAny(request);
    CommandParser parser = Objects.requireNonNull(parsers.get(collection.name()));
    new BulkExchange(request, parser, bulks, WriteResponses::line).start();
  }
}
