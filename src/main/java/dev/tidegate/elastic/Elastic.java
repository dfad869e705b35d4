package dev.tidegate.elastic;

import dev.tidegate.model.Catalog;
import dev.tidegate.search.DocumentIndex;
import dev.tidegate.search.DocumentSearch;
import dev.tidegate.search.IndexBuilder;
import dev.tidegate.search.IndexContents;
import dev.tidegate.search.TextAnalyzer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Elasticsearch as the gateway uses it. Connects when first asked. */
public final class Elastic {
  private final ElasticClient client;
  private final DocumentSearch search;
  private final DocumentIndex index;
  private final IndexBuilder builder;
  private final IndexContents contents;

  public Elastic(Vertx vertx, ElasticSettings settings, Catalog catalog, TextAnalyzer analyzer) {
    this.client = new ElasticClient(vertx, settings);
    IndexNames names = new IndexNames(settings.indexPrefix());
    LiveIndices live = new LiveIndices();
    IndexSource source = new IndexSource(analyzer);
    this.search =
        new CoveredSearch(
            new ElasticDocumentSearch(client, names, analyzer, settings.maxSearches()), live);
    this.index =
        new ElasticDocumentIndex(
            client,
            names,
            new IndexExamination(client, names, catalog.collections(), live),
            live,
            source);
    this.builder = new ElasticIndexBuilder(client, names, new IndexFormat(settings), source);
    this.contents = new ElasticIndexContents(vertx, client, names);
  }

  public DocumentSearch search() {
    return search;
  }

  public DocumentIndex index() {
    return index;
  }

  public IndexBuilder builder() {
    return builder;
  }

  public IndexContents contents() {
    return contents;
  }

  /** Whether a node answers; fails with the reason. */
  public Future<Void> ping() {
    return client.call(es -> es.cluster().health()).mapEmpty();
  }

  public Future<Void> close() {
    return client.close();
  }
}
