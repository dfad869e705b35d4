package dev.tidegate.elastic;

import dev.tidegate.model.Catalog;
import dev.tidegate.search.DocumentIndex;
import dev.tidegate.search.DocumentSearch;
import dev.tidegate.search.TextAnalyzer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Elasticsearch as the gateway uses it. Connects when first asked. */
public final class Elastic {
  private final ElasticClient client;
  private final DocumentSearch search;
  private final DocumentIndex index;

  public Elastic(Vertx vertx, ElasticSettings settings, Catalog catalog, TextAnalyzer analyzer) {
    this.client = new ElasticClient(vertx, settings);
    IndexNames names = new IndexNames(settings.indexPrefix());
    this.search = new ElasticDocumentSearch(client, names, analyzer, settings.maxSearches());
    this.index =
        new ElasticDocumentIndex(
            client,
            names,
            new IndexAdmin(client, names, catalog.collections(), settings),
            analyzer);
  }

  public DocumentSearch search() {
    return search;
  }

  public DocumentIndex index() {
    return index;
  }

  /** Whether a node answers; fails with the reason. */
  public Future<Void> ping() {
    return client.call(es -> es.cluster().health()).mapEmpty();
  }

  public Future<Void> close() {
    return client.close();
  }
}
