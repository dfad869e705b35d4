package dev.tidegate.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Redis of our own on the loopback interface, with a password. What it accepted survives its end
 * and ours; when the operating system dies, the last second may be lost, or ten while the files are
 * rewritten.
 */
public final class EmbeddedRedis extends LoopbackServer {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final int POLL_MILLIS = 10;
  private static final int PORT_ATTEMPTS = 5;

  /** Name of the server's log file in the data directory. */
  static final String LOG = "redis.log";

  private final RedisOptions options;
  private final AppendOnlySync sync;

  private EmbeddedRedis(DataDirectory directory, ChildProcess child, RedisOptions options) {
    super(directory, child, options.port(), STOP);
    this.options = options;
    this.sync = AppendOnlySync.start(new AppendOnlyFiles(directory.path()));
  }

  /** Returns once it serves what is in the directory. */
  public static EmbeddedRedis start(Path dataDirectory) {
    return start(RedisOptions.in(dataDirectory));
  }

  public static EmbeddedRedis start(RedisOptions options) {
    return start(options, new Children());
  }

  /** Starts a server as one of the children. It ends with them, even while it starts. */
  public static EmbeddedRedis start(RedisOptions options, Children children) {
    return start(options, children, Objects.requireNonNullElse(System.getenv("PATH"), ""));
  }

  /** Starts a server with the program from a search path. */
  static EmbeddedRedis start(RedisOptions options, Children children, String searchPath) {
    return DataDirectory.open(
        options.dataDirectory(),
        "Redis",
        directory ->
            start(options, directory, children, RedisBinary.find(searchPath, directory.path())));
  }

  private static EmbeddedRedis start(
      RedisOptions options, DataDirectory directory, Children children, RedisBinary binary)
      throws IOException {
    log.info(
        "Starting Redis version={} binary={} source={} data={}",
        binary.version(),
        binary.path(),
        binary.source(),
        directory.path());
    boolean anyPort = options.port() == 0;
    int attempts = anyPort ? PORT_ATTEMPTS : 1;
    RedisOptions attempt = anyPort ? options.withPort(Ports.free()) : options;
    while (true) {
      int port = attempt.port();
      Path configuration = RedisConfiguration.write(directory.path(), port, attempt.password());
      ChildProcess child =
          children.start(
              () ->
                  ChildProcess.start(
                      "Redis",
                      List.of(binary.path().toString(), configuration.toString()),
                      directory,
                      line -> log.warn("Redis: {}", line)));
      if (serves(child, port, attempt.password())) {
        log.info("Redis ready address=127.0.0.1:{}", port);
        return new EmbeddedRedis(directory, child, attempt);
      }
      attempts--;
      if (attempts == 0 || child.isAlive()) {
        throw child.failure("does not serve on port " + port, directory.path().resolve(LOG));
      }
      // The process that took the port may have received the password: the next one is another.
      attempt = RedisOptions.in(options.dataDirectory()).withPort(Ports.free());
    }
  }

  private static boolean serves(ChildProcess child, int port, String password) {
    long deadline = System.nanoTime() + START.toNanos();
    try {
      while (System.nanoTime() < deadline) {
        if (RedisProbe.serves(port, password, child.process().pid())) {
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

  /** Returns the URL, which contains the password. */
  @Override
  public String url() {
    return "redis://default:" + options.password() + "@" + host() + ":" + port();
  }

  /** Returns the options that start the same again: same data, port, and password. */
  public RedisOptions options() {
    return options;
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
