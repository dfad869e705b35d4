package dev.tidegate.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Redis of our own on the loopback interface. What it accepted survives its end and ours; when
 * the operating system dies, the last second may be lost, or ten while the file is rewritten.
 */
public final class EmbeddedRedis extends LoopbackServer {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final int POLL_MILLIS = 10;
  private static final int PORT_ATTEMPTS = 5;

  private final AppendOnlySync sync;

  private EmbeddedRedis(DataDirectory directory, ChildProcess child, int port) {
    super(directory, child, port, STOP);
    sync = AppendOnlySync.start(directory.path().resolve("appendonly.aof"));
  }

  /** Returns once it serves what is in the directory. */
  public static EmbeddedRedis start(Path dataDirectory) {
    return start(RedisOptions.in(dataDirectory));
  }

  public static EmbeddedRedis start(RedisOptions options) {
    return start(options, new Children());
  }

  /** As one of these children, with which it ends even while it starts. */
  public static EmbeddedRedis start(RedisOptions options, Children children) {
    return DataDirectory.open(
        options.dataDirectory(), "Redis", directory -> start(options, directory, children));
  }

  private static EmbeddedRedis start(
      RedisOptions options, DataDirectory directory, Children children) throws IOException {
    Path binary = RedisBinary.unpackInto(directory.path());
    log.info("Starting Redis on {}", directory.path());
    int attempts = options.port() == 0 ? PORT_ATTEMPTS : 1;
    while (true) {
      int port = options.port() == 0 ? Ports.free() : options.port();
      ChildProcess child =
          children.start(
              () ->
                  ChildProcess.start(
                      "Redis",
                      command(binary, directory.path(), port),
                      directory,
                      line -> log.warn("Redis: {}", line)));
      if (serves(child, port)) {
        log.info("Redis serves on 127.0.0.1:{}", port);
        return new EmbeddedRedis(directory, child, port);
      }
      attempts--;
      if (attempts == 0 || child.isAlive()) {
        throw child.failure(
            "does not serve on port " + port, directory.path().resolve("redis.log"));
      }
    }
  }

  private static List<String> command(Path binary, Path data, int port) {
    return List.of(
        binary.toString(),
        "--bind",
        "127.0.0.1",
        "--port",
        Integer.toString(port),
        "--dir",
        data.toString(),
        "--logfile",
        "redis.log",
        "--appendonly",
        "yes",
        "--appendfsync",
        "no", // AppendOnlySync does
        "--save",
        "",
        "--maxmemory-policy",
        "noeviction");
  }

  private static boolean serves(ChildProcess child, int port) {
    long deadline = System.nanoTime() + START.toNanos();
    try {
      while (System.nanoTime() < deadline) {
        if (RedisProbe.serves(port, child.process().pid())) {
          return true;
        }
        if (child.process().waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          return false;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  @Override
  public String url() {
    return "redis://" + host() + ":" + port();
  }

  @Override
  public void kill() {
    sync.close();
    super.kill();
  }

  @Override
  public void close() {
    sync.close();
    super.close();
  }
}
