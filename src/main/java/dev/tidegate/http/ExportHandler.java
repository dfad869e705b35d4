package dev.tidegate.http;

import dev.tidegate.exchange.ByteBudget;
import dev.tidegate.exchange.PathParams;
import dev.tidegate.exchange.ReadParameters;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.model.StoreUnavailableException;
import dev.tidegate.read.CollectionScan;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.transfer.Export;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /v1/{collection}/_export}. */
final class ExportHandler {
  private final PathParams path;
  private final CollectionScan scan;
  private final DocumentReader reader;
  private final FeedStatus feed;
  private final ByteBudget responses;

  ExportHandler(
      PathParams path,
      CollectionScan scan,
      DocumentReader reader,
      FeedStatus feed,
      ByteBudget responses) {
    this.path = path;
    this.scan = scan;
    this.reader = reader;
    this.feed = feed;
    this.responses = responses;
  }

  void handle(RoutingContext request) {
    var collection = path.collection(request);
    ReadParameters.rejectAny(request);
    var position = feed.position();
    if (position == null) {
      throw new StoreUnavailableException("The feed has not started.");
    }
    // Documents are read after this position: changes that happen meanwhile follow it in the log.
    new Export(request, collection, scan, reader, responses).start(position);
  }
}
