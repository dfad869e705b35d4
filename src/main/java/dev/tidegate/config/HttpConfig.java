package dev.tidegate.config;

import static dev.tidegate.config.Checks.inRange;
import static dev.tidegate.config.Checks.orDefault;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The public edge.
 *
 * @param port 0 for any free one
 * @param exposed whether {@code host} may be other than a loopback address
 * @param allowedOrigins besides the gateway's own; {@code *} for all
 * @param eventLoops threads that serve connections; 0 for one a core
 * @param maxBodyBytes of a single write
 * @param maxLineBytes of one line of a bulk
 */
public record HttpConfig(
    String host,
    int port,
    boolean exposed,
    List<String> allowedOrigins,
    int eventLoops,
    int maxBodyBytes,
    int maxLineBytes) {
  static final HttpConfig DEFAULT = new HttpConfig(null, null, null, null, null, null, null);

  public HttpConfig(
      @Nullable String host,
      @Nullable Integer port,
      @Nullable Boolean exposed,
      @Nullable List<String> allowedOrigins,
      @Nullable Integer eventLoops,
      @Nullable Integer maxBodyBytes,
      @Nullable Integer maxLineBytes) {
    this.host = orDefault(host, "127.0.0.1");
    this.port = inRange("port", port, 8080, 0, 65_535);
    this.exposed = orDefault(exposed, false);
    this.allowedOrigins = List.copyOf(orDefault(allowedOrigins, List.of()));
    this.eventLoops = inRange("event_loops", eventLoops, 0, 0, 1_024);
    this.maxBodyBytes = inRange("max_body_bytes", maxBodyBytes, 1 << 20, 1_024, 64 << 20);
    this.maxLineBytes = inRange("max_line_bytes", maxLineBytes, 1 << 20, 1_024, 64 << 20);
    if (!this.exposed && !isLoopback(this.host)) {
      throw new IllegalArgumentException(
          "host " + this.host + " is not a loopback address: set exposed to true to allow it");
    }
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
  }
}
