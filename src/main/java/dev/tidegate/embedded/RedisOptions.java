package dev.tidegate.embedded;

import java.nio.file.Path;

/**
 * @param dataDirectory holds the append-only file, the log and the server's binary
 * @param port 0 for any free one
 */
public record RedisOptions(Path dataDirectory, int port) {
  public RedisOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " is not within 0 and 65535");
    }
  }

  public static RedisOptions in(Path dataDirectory) {
    return new RedisOptions(dataDirectory, 0);
  }

  public RedisOptions withPort(int port) {
    return new RedisOptions(dataDirectory, port);
  }
}
