package dev.tidegate.ops;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tidegate.feed.FeedStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Readiness of the gateway. Without Elasticsearch, it serves everything except searches. Without
 * the feed, which also proves that Redis responds, it is unavailable.
 */
public final class Health {
  /** The feed asks at least once a second; so long without an answer means that there is none. */
  private static final Duration STALLED = Duration.ofSeconds(5);

  private final FeedStatus feed;
  private final Supplier<@Nullable String> searchTrouble;
  private volatile boolean draining;

  /**
   * Creates a check.
   *
   * @param searchTrouble returns the reason why searches or their index don't work, for clients;
   *     {@code null} if they do
   */
  public Health(FeedStatus feed, Supplier<@Nullable String> searchTrouble) {
    this.feed = feed;
    this.searchTrouble = searchTrouble;
  }

  /** The answer of {@code /health/ready}. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Report(
      String status, List<String> reasons, @JsonProperty("feed_lag_ms") long feedLagMs) {
    @JsonIgnore
    public boolean isReady() {
      return !status.equals("unavailable");
    }
  }

  /** From now on the gateway is not ready: it is about to stop. */
  public void drain() {
    draining = true;
  }

  public boolean isDraining() {
    return draining;
  }

  public Report report() {
    List<String> reasons = new ArrayList<>();
    if (draining) {
      reasons.add("draining");
    }
    if (feed.position() == null || feed.lagMillis() > STALLED.toMillis()) {
      reasons.add("Redis: the feed has not been confirmed for " + feed.lagMillis() + " ms");
    }
    boolean unavailable = !reasons.isEmpty();
    String search = searchTrouble.get();
    if (search != null) {
      reasons.add(search);
    }
    String status = unavailable ? "unavailable" : search == null ? "ready" : "degraded";
    return new Report(status, reasons, feed.lagMillis());
  }
}
