package dev.tidegate.elastic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Elasticsearch behind the gateway's back. */
final class RawElasticsearch {
  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;

  RawElasticsearch(String url) {
    this.url = url;
  }

  /** Sends a request that must succeed. Returns the response. */
  String send(String method, String path, @Nullable String json) {
    HttpResponse<String> answer = call(method, path, json);
    assertThat(answer.statusCode()).as("%s %s: %s", method, path, answer.body()).isLessThan(300);
    return answer.body();
  }

  HttpResponse<String> call(String method, String path, @Nullable String json) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .method(
                method,
                json == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(json))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The indices whose names begin so. */
  Set<String> indices(String prefix) {
    Set<String> names = new TreeSet<>();
    send("GET", "/_cat/indices/" + prefix + "-*?h=index", null).lines().forEach(names::add);
    return names;
  }

  /** Returns the number of documents that can be found in an index. */
  long count(String index) {
    return Long.parseLong(send("GET", "/_cat/count/" + index + "?h=count", null).strip());
  }
}
