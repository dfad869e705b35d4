package dev.tidegate.elastic;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach and use Elasticsearch.
 *
 * @param urls nodes of one cluster, {@code http} or {@code https}, asked in turn
 * @param username for basic authentication, with {@code password}
 * @param apiKey encoded, in place of a user name
 * @param caCertificate a PEM file that vouches for the nodes; {@code null} for the JDK's own trust
 * @param indexPrefix begins the name of every index and alias
 * @param replicas of each index
 * @param requestTimeout how long an answer may take
 * @param connections at most so many to each node
 * @param maxSearches under way or waiting at once; more are refused
 * @param refreshInterval how long a change may stay unfindable once it is indexed
 * @param cursorTtl how long a state of the index is held for who turns pages, after each use
 */
public record ElasticSettings(
    List<URI> urls,
    @Nullable String username,
    @Nullable String password,
    @Nullable String apiKey,
    @Nullable Path caCertificate,
    String indexPrefix,
    int replicas,
    Duration requestTimeout,
    int connections,
    int maxSearches,
    Duration refreshInterval,
    Duration cursorTtl) {

  public ElasticSettings {
    urls = List.copyOf(urls);
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("no Elasticsearch URL");
    }
  }

  /** These nodes, without authentication, and the defaults for all else. */
  public static ElasticSettings of(List<URI> urls, String indexPrefix) {
    return new ElasticSettings(
        urls,
        null,
        null,
        null,
        null,
        indexPrefix,
        0,
        Duration.ofSeconds(10),
        16,
        256,
        Duration.ofMillis(500),
        Duration.ofMinutes(5));
  }

  /** Without what must not be logged. */
  @Override
  public String toString() {
    return "Elasticsearch at " + urls;
  }
}
