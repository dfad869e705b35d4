package dev.tidegate.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** One JSON request and its answer. */
final class HttpProbe {
  private HttpProbe() {}

  static String send(String url, String method, String json)
      throws IOException, InterruptedException {
    return exchange(url, method, json).body();
  }

  static int status(String url, String method) throws IOException, InterruptedException {
    return exchange(url, method, "").statusCode();
  }

  private static HttpResponse<String> exchange(String url, String method, String json)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }
}
