package dev.tidegate.embedded;

import dev.tidegate.testing.RedisSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One command, one answer. */
final class RespClient {
  private RespClient() {}

  /** The answer without its type character; a string's value rather than its length. */
  static String ask(String url, String command) throws IOException {
    try (RedisSocket redis = new RedisSocket(url)) {
      String line = redis.ask(command);
      return line.startsWith("$") && !line.equals("$-1") ? redis.nextLine() : line.substring(1);
    }
  }

  /** A value that is too long for one line; returns once it was accepted. */
  static void set(String url, String key, byte[] value) throws IOException {
    try (RedisSocket redis = new RedisSocket(url)) {
      String head =
          "*3\r\n$3\r\nSET\r\n$%d\r\n%s\r\n$%d\r\n".formatted(key.length(), key, value.length);
      redis.send(head.getBytes(StandardCharsets.UTF_8));
      redis.send(value);
      redis.send("\r\n".getBytes(StandardCharsets.UTF_8));
      redis.nextLine();
    }
  }

  /** One of the figures of a section of INFO. */
  static String info(String url, String section, String name) throws IOException {
    try (RedisSocket redis = new RedisSocket(url)) {
      String line = redis.ask("INFO " + section);
      while (!line.startsWith(name + ":")) {
        line = redis.nextLine();
      }
      return line.substring(name.length() + 1);
    }
  }
}
