package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.Time;
import co.elastic.clients.elasticsearch.indices.IndexSettings;
import java.time.Duration;

/** Settings and mapping of an index. */
final class IndexFormat {
  /** A deletion must outlive older writes that are still on their way. */
  static final Time KEEP_DELETIONS = Time.of(t -> t.time("1h"));

  private static final Time NEVER = Time.of(t -> t.time("-1"));

  private final int replicas;
  private final Duration refresh;

  IndexFormat(int replicas, Duration refresh) {
    this.replicas = replicas;
    this.refresh = refresh;
  }

  /**
   * Returns the settings.
   *
   * @param searched whether searches use the index; one under construction needs no refresh
   */
  IndexSettings settings(boolean searched) {
    return IndexSettings.of(
        s ->
            s.numberOfShards("1")
                .numberOfReplicas(Integer.toString(replicas))
                .refreshInterval(searched ? refreshInterval() : NEVER)
                .gcDeletes(KEEP_DELETIONS));
  }

  Time refreshInterval() {
    return Time.of(t -> t.time(refresh.toMillis() + "ms"));
  }
}
