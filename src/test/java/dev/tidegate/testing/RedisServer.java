package dev.tidegate.testing;

import dev.tidegate.embedded.EmbeddedRedis;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/** The Redis that all tests of the JVM share: keep them apart by key prefixes. */
public final class RedisServer implements AutoCloseable {
  private final TemporaryDirectory data = TemporaryDirectory.create("redis");
  private final EmbeddedRedis redis = EmbeddedRedis.start(data.path());

  private RedisServer() {}

  /** Starts it for the first test class that asks. */
  public static RedisServer shared(ExtensionContext context) {
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, Namespace.GLOBAL)
        .getOrComputeIfAbsent(RedisServer.class, key -> new RedisServer(), RedisServer.class);
  }

  public String url() {
    return redis.url();
  }

  @Override
  public void close() {
    redis.close();
    data.close();
  }
}
