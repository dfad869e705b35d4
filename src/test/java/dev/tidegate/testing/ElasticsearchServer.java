package dev.tidegate.testing;

import static dev.tidegate.testing.JsonText.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.embedded.ElasticsearchHome;
import dev.tidegate.embedded.ElasticsearchOptions;
import dev.tidegate.embedded.EmbeddedElasticsearch;
import dev.tidegate.embedded.RecordedStartupCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * The Elasticsearch that all tests of the JVM share: keep them apart by index names. The indices of
 * a test class are deleted after it.
 */
public final class ElasticsearchServer implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String ALL_AT_ONCE =
      json("{'persistent':{'action.destructive_requires_name':false}}");

  private final TemporaryDirectory data = TemporaryDirectory.create("elasticsearch");
  private final EmbeddedElasticsearch elasticsearch;

  private ElasticsearchServer() {
    RecordedStartupCache.provide(data.path());
    elasticsearch =
        EmbeddedElasticsearch.start(
            ElasticsearchOptions.in(ElasticsearchHome.besideProgram(), data.path()));
    send("PUT", "/_cluster/settings", ALL_AT_ONCE);
  }

  /** Starts it for the first test class that asks. */
  public static ElasticsearchServer shared(ExtensionContext context) {
    ElasticsearchServer server =
        context
            .getStore(StoreScope.LAUNCHER_SESSION, Namespace.GLOBAL)
            .getOrComputeIfAbsent(
                ElasticsearchServer.class,
                key -> new ElasticsearchServer(),
                ElasticsearchServer.class);
    // Its gateways are put behind it into the same store, which closes the last one first.
    TestClassStore.of(context)
        .getOrComputeIfAbsent("indices", key -> server::deleteIndices, AutoCloseable.class);
    return server;
  }

  private void deleteIndices() {
    send("DELETE", "/*", "");
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
      send("DELETE", "/_pit", json("{'id':'%s'}", pin));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url()).resolve(path))
            .header("content-type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(method + " " + path + ": " + answer.body());
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
