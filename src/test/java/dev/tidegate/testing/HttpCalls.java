package dev.tidegate.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Calls of a gateway's REST interface, as a plain client makes them. */
public final class HttpCalls {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI base;

  public HttpCalls(URI base) {
    this.base = base;
  }

  /** Of a gateway that is a process of its own. */
  public static HttpCalls to(URI base) {
    return new HttpCalls(base);
  }

  /** A response. */
  public record Answer(int status, HttpHeaders headers, String text) {
    public JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + text, e);
      }
    }

    public long rev() {
      return json().path("rev").asLong();
    }

    public String code() {
      return json().path("code").asText();
    }

    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  public Answer get(String path, String... headers) {
    return call("GET", path, null, headers);
  }

  public Answer put(String path, String body, String... headers) {
    return call("PUT", path, body, headers);
  }

  public Answer patch(String path, String body, String... headers) {
    return call("PATCH", path, body, headers);
  }

  public Answer post(String path, String body, String... headers) {
    return call("POST", path, body, headers);
  }

  public Answer delete(String path, String... headers) {
    return call("DELETE", path, null, headers);
  }

  /**
   * Any call.
   *
   * @param body {@code null} for none
   * @param headers names and values in turn
   */
  public Answer call(String method, String path, @Nullable String body, String... headers) {
    HttpRequest.BodyPublisher publisher =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .method(method, publisher);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
