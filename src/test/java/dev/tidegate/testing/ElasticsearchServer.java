package dev.tidegate.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.embedded.ElasticsearchHome;
import dev.tidegate.embedded.ElasticsearchOptions;
import dev.tidegate.embedded.EmbeddedElasticsearch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The Elasticsearch that all tests of the JVM share: keep them apart by index names. */
public final class ElasticsearchServer implements AutoCloseable {
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

  public int port() {
    return elasticsearch.port();
  }

  /** Lets go of what this cursor, of a second page or a later one, goes through. */
  public void expire(String cursor) {
    byte[] json = Base64.getUrlDecoder().decode(cursor);
    try {
      String pin = new ObjectMapper().readTree(json).get(1).asText();
      HttpRequest close =
          HttpRequest.newBuilder(URI.create(url()).resolve("/_pit"))
              .header("content-type", "application/json")
              .method("DELETE", HttpRequest.BodyPublishers.ofString("{\"id\":\"" + pin + "\"}"))
              .build();
      int status =
          HttpClient.newHttpClient()
              .send(close, HttpResponse.BodyHandlers.discarding())
              .statusCode();
      if (status != 200) {
        throw new AssertionError("closing the point in time was answered " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    elasticsearch.close();
    data.close();
  }
}
