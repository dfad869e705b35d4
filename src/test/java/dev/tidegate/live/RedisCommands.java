package dev.tidegate.live;

import dev.tidegate.testing.RedisSocket;
import java.io.IOException;

/** Commands of an operator to a Redis that the gateway uses. */
public final class RedisCommands {
  private RedisCommands() {}

  public static void flushAll(String url) throws IOException {
    send(url, "FLUSHALL");
  }

  /** Sends an inline command that must not fail. */
  public static void send(String url, String command) throws IOException {
    try (RedisSocket redis = new RedisSocket(url)) {
      String answer = redis.ask(command);
      if (answer.startsWith("-")) {
        throw new IOException("refused: " + command + ": " + answer);
      }
    }
  }
}
