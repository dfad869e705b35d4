package dev.tidegate.read;

import dev.tidegate.testing.RedisSocket;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Command statistics of Redis. */
final class CommandCounts {
  private static final String CALLS = "cmdstat_hgetall:calls=";

  private CommandCounts() {}

  /** Returns the number of documents read so far: each read is one HGETALL in a script. */
  static long documentsRead(String url) {
    try (RedisSocket redis = new RedisSocket(url)) {
      long read = 0;
      for (String line = redis.ask("INFO commandstats"); !line.isEmpty(); line = redis.nextLine()) {
        if (line.startsWith(CALLS)) {
          read += Long.parseLong(line.replaceAll("^[^=]*=(\\d+).*$", "$1"));
        }
      }
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
