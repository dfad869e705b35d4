package dev.tidegate.config;

import static dev.tidegate.config.Checks.inRange;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The index.
 *
 * @param urls of the nodes; empty to start an embedded one
 * @param caCertificate a PEM file that vouches for the nodes; without it the JDK's own trust does
 * @param indexPrefix begins the name of every index
 * @param maxInFlight searches under way or waiting; more are refused
 * @param heapMb of the embedded node
 */
public record ElasticsearchConfig(
    List<URI> urls,
    @Nullable String username,
    @Nullable String password,
    @Nullable String apiKey,
    @Nullable String caCertificate,
    String indexPrefix,
    int replicas,
    Duration requestTimeout,
    int maxInFlight,
    int heapMb) {
  public ElasticsearchConfig {
    urls = List.copyOf(urls);
    inRange("replicas", replicas, 0, 16);
    inRange("request_timeout", requestTimeout, Duration.ofMillis(100), Duration.ofMinutes(5));
    inRange("heap_mb", heapMb, 128, 65_536);
    inRange("max_in_flight", maxInFlight, 1, 10_000);
    for (URI url : urls) {
      if (!List.of("http", "https").contains(String.valueOf(url.getScheme()))) {
        throw new IllegalArgumentException("urls: " + url + " is not an http or https address");
      }
    }
    if (caCertificate != null && !Files.isReadable(Path.of(caCertificate))) {
      throw new IllegalArgumentException("ca_certificate: can't read the file " + caCertificate);
    }
    if (!indexPrefix.matches("[a-z0-9][a-z0-9_-]{0,63}")) {
      throw new IllegalArgumentException("index_prefix: must be lower-case letters, digits, _ -");
    }
  }
}
