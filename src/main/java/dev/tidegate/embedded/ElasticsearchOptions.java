package dev.tidegate.embedded;

import java.nio.file.Path;

/**
 * Options of an embedded Elasticsearch node.
 *
 * @param home result of the build, with {@code lib/} and {@code modules/}
 * @param dataDirectory directory of the indices and the logs
 * @param httpPort 0 for any free port
 * @param heapMegabytes heap of the node, at least 128
 * @param startupCache whether the first run records, in the background, a cache that halves later
 *     starts (about 100 MB on disk; only with a JDK >= 25)
 */
public record ElasticsearchOptions(
    Path home, Path dataDirectory, int httpPort, int heapMegabytes, boolean startupCache) {
  private static final int DEFAULT_HEAP = 256;
  private static final int LEAST_HEAP = 128;

  public ElasticsearchOptions {
    if (httpPort < 0 || httpPort > 65_535) {
      throw new IllegalArgumentException("httpPort: " + httpPort + " is not within 0 and 65535");
    }
    if (heapMegabytes < LEAST_HEAP) {
      throw new IllegalArgumentException(
          "heapMegabytes: " + heapMegabytes + " is less than " + LEAST_HEAP);
    }
  }

  public static ElasticsearchOptions in(Path home, Path dataDirectory) {
    return new ElasticsearchOptions(home, dataDirectory, 0, DEFAULT_HEAP, true);
  }

  public ElasticsearchOptions withHttpPort(int httpPort) {
    return new ElasticsearchOptions(home, dataDirectory, httpPort, heapMegabytes, startupCache);
  }

  public ElasticsearchOptions withHeapMegabytes(int heapMegabytes) {
    return new ElasticsearchOptions(home, dataDirectory, httpPort, heapMegabytes, startupCache);
  }

  public ElasticsearchOptions withStartupCache(boolean startupCache) {
    return new ElasticsearchOptions(home, dataDirectory, httpPort, heapMegabytes, startupCache);
  }
}
