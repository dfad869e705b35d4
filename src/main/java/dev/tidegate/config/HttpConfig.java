package dev.tidegate.config;

import static dev.tidegate.config.Checks.inRange;

import java.util.List;

/**
 * The public edge.
 *
 * @param port 0 for any free one
 * @param exposed whether {@code host} may be other than a loopback address
 * @param allowedOrigins besides the gateway's own; {@code *} for all
 * @param eventLoops threads that serve connections; 0 for one a core
 * @param maxBodyBytes of a single write
 * @param maxLineBytes of one line of a bulk
 * @param maxConnections at a time; 0 for any number
 * @param maxConnectionsPerAddress at a time, of one IP address; 0 for any number
 */
public record HttpConfig(
    String host,
    int port,
    boolean exposed,
    List<String> allowedOrigins,
    int eventLoops,
    int maxBodyBytes,
    int maxLineBytes,
    int maxConnections,
    int maxConnectionsPerAddress) {
  public HttpConfig {
    allowedOrigins = List.copyOf(allowedOrigins);
    inRange("port", port, 0, 65_535);
    inRange("event_loops", eventLoops, 0, 1_024);
    inRange("max_body_bytes", maxBodyBytes, 1_024, 64 << 20);
    inRange("max_line_bytes", maxLineBytes, 1_024, 64 << 20);
    inRange("max_connections", maxConnections, 0, 10_000_000);
    inRange("max_connections_per_address", maxConnectionsPerAddress, 0, 10_000_000);
    if (!exposed && !isLoopback(host)) {
      throw new IllegalArgumentException(
          "host: " + host + " is not a loopback address: set http.exposed to true to allow it");
    }
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
  }
}
