package dev.tidegate.http;

import dev.tidegate.exchange.ByteBudget;
import dev.tidegate.exchange.PathParams;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.model.Catalog;
import dev.tidegate.read.CollectionScan;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.transfer.BulkParts;
import io.vertx.core.http.HttpMethod;

/** Routes that stream a collection in or out: {@code _bulk} and {@code _export}. */
public final class TransferRoutes implements RouteGroup {
  private final BulkHandler bulk;
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
    this.bulk = new BulkHandler(catalog, path, bulks);
    this.export = new ExportHandler(path, scan, reader, feed, responses);
  }

  @Override
  public void addTo(Routes routes) {
    routes.on(HttpMethod.POST, "/v1/:collection/_bulk", bulk::handle);
    routes.on(HttpMethod.GET, "/v1/:collection/_export", export::handle);
  }
}
