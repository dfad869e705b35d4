package dev.tidegate.testing;

import dev.tidegate.embedded.ElasticsearchHome;
import dev.tidegate.embedded.ElasticsearchOptions;
import dev.tidegate.embedded.EmbeddedElasticsearch;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/** The Elasticsearch that all tests of the JVM share: keep them apart by index names. */
public final class ElasticsearchServer implements CloseableResource {
  private final TemporaryDirectory data = TemporaryDirectory.create("elasticsearch");
  private final EmbeddedElasticsearch elasticsearch =
      EmbeddedElasticsearch.start(
          ElasticsearchOptions.in(ElasticsearchHome.besideProgram(), data.path())
              .withStartupCache(false));

  private ElasticsearchServer() {}

  /** Started by the first who asks. */
  public static ElasticsearchServer shared(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .getOrComputeIfAbsent(
            ElasticsearchServer.class, key -> new ElasticsearchServer(), ElasticsearchServer.class);
  }

  public String url() {
    return elasticsearch.url();
  }

  public int httpPort() {
    return elasticsearch.httpPort();
  }

  @Override
  public void close() {
    elasticsearch.close();
    data.close();
  }
}
