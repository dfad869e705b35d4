package dev.tidegate.config;

import static dev.tidegate.config.Checks.inRange;
import static dev.tidegate.config.Checks.orDefault;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The index.
 *
 * @param urls of the nodes; empty to start an embedded one
 * @param indexPrefix begins the name of every index
 * @param heap of the embedded node, as {@code 256m}
 */
public record ElasticsearchConfig(
    List<URI> urls,
    @Nullable String username,
    @Nullable String password,
    @Nullable String apiKey,
    String indexPrefix,
    int replicas,
    Duration requestTimeout,
    int maxInFlight,
    String heap) {
  static final ElasticsearchConfig DEFAULT =
      new ElasticsearchConfig(null, null, null, null, null, null, null, null, null);

  public ElasticsearchConfig(
      @Nullable List<URI> urls,
      @Nullable String username,
      @Nullable String password,
      @Nullable String apiKey,
      @Nullable String indexPrefix,
      @Nullable Integer replicas,
      @Nullable Duration requestTimeout,
      @Nullable Integer maxInFlight,
      @Nullable String heap) {
    this.urls = List.copyOf(orDefault(urls, List.of()));
    this.username = username;
    this.password = password;
    this.apiKey = apiKey;
    this.indexPrefix = orDefault(indexPrefix, "tidegate");
    this.replicas = inRange("replicas", replicas, this.urls.size() > 1 ? 1 : 0, 0, 16);
    this.requestTimeout =
        inRange(
            "request_timeout",
            requestTimeout,
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            Duration.ofMinutes(5));
    this.maxInFlight = inRange("max_in_flight", maxInFlight, 64, 1, 10_000);
    this.heap = orDefault(heap, "256m");
    for (URI url : this.urls) {
      if (!List.of("http", "https").contains(String.valueOf(url.getScheme()))) {
        throw new IllegalArgumentException("urls: " + url + " is not an http or https address");
      }
    }
    if (!this.indexPrefix.matches("[a-z0-9][a-z0-9_-]{0,63}")) {
      throw new IllegalArgumentException("index_prefix must be lower-case letters, digits, _ -");
    }
    if (!this.heap.matches("\\d{1,6}[mg]")) {
      throw new IllegalArgumentException("heap must be a size as 256m or 1g");
    }
  }
}
