package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch.indices.IndexSettingsAnalysis;
import io.vertx.core.Future;

/** How text becomes words: as well as the cluster at hand can. */
enum TextAnalysis {
  /** Words, lower case, without accents: what every distribution of Elasticsearch can. */
  FOLDING("tidegate"),
  /** Words, lower case: what its bare core can. */
  STANDARD("standard");

  private final String analyzer;

  TextAnalysis(String analyzer) {
    this.analyzer = analyzer;
  }

  String analyzer() {
    return analyzer;
  }

  IndexSettingsAnalysis settings() {
    IndexSettingsAnalysis.Builder settings = new IndexSettingsAnalysis.Builder();
    if (this == FOLDING) {
      settings.analyzer(
          analyzer,
          a -> a.custom(c -> c.tokenizer("standard").filter("lowercase", "asciifolding")));
    }
    return settings.build();
  }

  /** Asks the cluster what it can. */
  static Future<TextAnalysis> probe(ElasticClient client) {
    return client
        .call(
            es ->
                es.indices()
                    .analyze(
                        a ->
                            a.tokenizer(t -> t.name("standard"))
                                .filter(f -> f.name("lowercase"))
                                .filter(f -> f.name("asciifolding"))
                                .text("é")))
        .map(answer -> FOLDING)
        .recover(
            failure ->
                failure instanceof ElasticsearchException refusal && refusal.status() == 400
                    ? Future.succeededFuture(STANDARD)
                    : Future.failedFuture(failure));
  }
}
