package dev.tidegate.config;

import java.time.Duration;

/** Section {@code search} of {@code gateway.yaml}. */
@Section("Search: the refresh of the index, the cache of search results, and cursors.")
public record SearchConfig(
    @Key(
            text =
                "Refresh interval of the index. It is the maximum time between the indexing of a"
                    + " change and its appearance in search results.",
            byDefault = "500ms",
            min = "50ms",
            max = "10m")
        Duration refresh,
    @Key(
            text = "Maximum number of documents in one request of the indexer.",
            byDefault = "1000",
            min = "1",
            max = "10000")
        int batch,
    @Key(
            text =
                "Maximum heap for cached search results. They contain no documents. 0 disables the"
                    + " cache.",
            byDefault = "16777216",
            min = "0",
            max = "1099511627776",
            bytes = true)
        long cacheBytes,
    @Key(
            text =
                "Maximum age of a cached search result. A change that can affect the result"
                    + " invalidates it earlier.",
            byDefault = "5s",
            min = "0s",
            max = "10m")
        Duration cacheAge,
    @Key(
            text =
                "Time for which a cursor is valid. Each page starts the time again. A later request"
                    + " returns 410 `cursor_expired`.",
            byDefault = "5m",
            min = "1s",
            max = "24h")
        Duration cursorTtl) {

  public SearchConfig {
    SectionSpec.of(SearchConfig.class).check(refresh, batch, cacheBytes, cacheAge, cursorTtl);
  }
}
