package dev.tidegate.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An Elasticsearch node of our own on the loopback interface, in a JVM of its own. That ends by
 * itself when ours is gone, however it died.
 */
public final class EmbeddedElasticsearch extends LoopbackServer {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedElasticsearch.class);
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofSeconds(15);

  /** Leaves the processors to the rest of the gateway's own start. */
  private static final Duration TRAINING_DELAY = Duration.ofSeconds(20);

  private static final String READY = "tidegate-http-port ";

  private final StartupCacheTraining training;

  private EmbeddedElasticsearch(
      DataDirectory directory, ChildProcess child, int port, StartupCacheTraining training) {
    super(directory, child, port, STOP);
    this.training = training;
  }

  /** Returns once it answers HTTP; indices of an earlier run may still be opening. */
  public static EmbeddedElasticsearch start(Path home, Path dataDirectory) {
    return start(ElasticsearchOptions.in(home, dataDirectory));
  }

  public static EmbeddedElasticsearch start(ElasticsearchOptions options) {
    return start(options, new Children());
  }

  /** Starts a node as one of the children. It ends with them, even while it starts. */
  public static EmbeddedElasticsearch start(ElasticsearchOptions options, Children children) {
    return DataDirectory.open(
        options.dataDirectory(), "Elasticsearch", directory -> start(options, directory, children));
  }

  private static EmbeddedElasticsearch start(
      ElasticsearchOptions options, DataDirectory directory, Children children) throws IOException {
    Path home = options.home().toAbsolutePath().normalize();
    Path logs = Files.createDirectories(directory.path().resolve("logs"));
    ElasticsearchCommand command = new ElasticsearchCommand(home, options.heapMegabytes());
    StartupCache cache = StartupCache.of(command, directory.path().resolve("startup-cache"));
    log.info("Starting Elasticsearch, which takes some seconds data={}", directory.path());
    CompletableFuture<Integer> port = new CompletableFuture<>();
    ChildProcess child =
        children.start(
            () ->
                ChildProcess.start(
                    "Elasticsearch",
                    command.run(directory.path(), options.httpPort(), cache.flags()),
                    directory,
                    line -> accept(line, port)));
    int httpPort = await(port, child, logs.resolve("elasticsearch.log"));
    log.info("Elasticsearch ready address=127.0.0.1:{}", httpPort);
    StartupCacheTraining training = new StartupCacheTraining(command, cache);
    if (options.startupCache() && StartupCache.isSupported() && !cache.exists()) {
      CompletableFuture.delayedExecutor(TRAINING_DELAY.toSeconds(), TimeUnit.SECONDS)
          .execute(training::start);
    }
    return new EmbeddedElasticsearch(directory, child, httpPort, training);
  }

  private static void accept(String line, CompletableFuture<Integer> port) {
    if (line.startsWith(READY)) {
      port.complete(Integer.valueOf(line.substring(READY.length())));
    } else if (port.isDone()) {
      log.warn("Elasticsearch: {}", line);
    } else {
      log.debug("Elasticsearch: {}", line); // if the start fails, the exception shows it
    }
  }

  private static int await(CompletableFuture<Integer> port, ChildProcess child, Path logFile) {
    var ended = child.process().onExit().thenApply(process -> -1);
    try {
      int answered =
          port.applyToEither(ended, found -> found).get(START.toSeconds(), TimeUnit.SECONDS);
      if (answered < 0) {
        throw child.failure("ended while it started", logFile);
      }
      return answered;
    } catch (TimeoutException e) {
      throw child.failure("is not ready after " + START.toSeconds() + " s", logFile);
    } catch (ExecutionException e) {
      throw child.failure("did not start: " + e.getCause(), logFile);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw child.failure("was interrupted while it started", logFile);
    }
  }

  @Override
  public String url() {
    return "http://" + host() + ":" + port();
  }

  @Override
  public void kill() {
    training.close();
    super.kill();
  }

  /** In order, so that the next start need not replay its translog. */
  @Override
  public void close() {
    training.close();
    super.close();
  }
}
