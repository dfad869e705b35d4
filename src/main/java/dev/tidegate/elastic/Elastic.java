package dev.tidegate.elastic;

import dev.tidegate.config.ElasticsearchConfig;
import dev.tidegate.config.SearchConfig;
import dev.tidegate.index.DocumentIndex;
import dev.tidegate.index.IndexBuilder;
import dev.tidegate.index.IndexContents;
import dev.tidegate.model.Catalog;
import dev.tidegate.search.DocumentSearch;
import dev.tidegate.text.TextAnalyzer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Elasticsearch as the gateway uses it. Connects when first asked. */
public final class Elastic {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ElasticClient client;
  private final ElasticClient searching;
  private final DocumentSearch search;
  private final DocumentIndex index;
  private final IndexBuilder builder;
  private final IndexContents contents;

  /**
   * Creates the adapter; no node is contacted yet.
   *
   * @throws IllegalArgumentException if {@code config} has no URL
   */
  public Elastic(
      Vertx vertx,
      ElasticsearchConfig config,
      SearchConfig searchConfig,
      Catalog catalog,
      TextAnalyzer analyzer) {
    if (config.urls().isEmpty()) {
      throw new IllegalArgumentException("No Elasticsearch URL.");
    }
    this.client = new ElasticClient(vertx, config);
    IndexNames names = new IndexNames(config.indexPrefix());
    LiveIndices live = new LiveIndices();
    IndexSource source = new IndexSource(analyzer);
    Suspects suspects = new Suspects();
    // Searches have connections of their own, so that waiting searches do not delay indexing.
    this.searching = new ElasticClient(vertx, config);
    this.search =
        new CoveredSearch(
            new ElasticDocumentSearch(
                searching,
                names,
                analyzer,
                new PointsInTime(
                    vertx, searching, names, keepAlive(searchConfig), System::nanoTime),
                admission(vertx, config)),
            live);
    this.index =
        new ElasticDocumentIndex(
            client,
            names,
            new IndexExamination(client, names, catalog.collections(), live),
            live,
            source,
            suspects);
    this.builder =
        new ElasticIndexBuilder(
            client,
            names,
            new IndexFormat(config.replicas(), searchConfig.refresh()),
            source,
            suspects);
    this.contents = new ElasticIndexContents(vertx, client, names);
  }

  private static String keepAlive(SearchConfig config) {
    return config.cursorTtl().toMillis() + "ms";
  }

  /**
   * Creates the admission of searches. It admits one per connection, so that none waits for a
   * connection.
   */
  private static Admission admission(Vertx vertx, ElasticsearchConfig config) {
    Duration timeout = config.requestTimeout();
    int connections = VertxTransport.CONNECTIONS * config.urls().size();
    int underWay = Math.min(connections, config.maxInFlight());
    return new Admission(
        vertx,
        underWay,
        config.maxInFlight() - underWay,
        Searches.MAX_COST,
        timeout.compareTo(PATIENCE) < 0 ? timeout : PATIENCE,
        timeout.dividedBy(2),
        System::nanoTime);
  }

  /** Past any cache. */
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

  /** Succeeds if a node responds; fails with the reason. */
  public Future<Void> ping() {
    return client.call(es -> es.cluster().health()).mapEmpty();
  }

  public Future<Void> close() {
    return Future.join(client.close(), searching.close()).mapEmpty();
  }
}
