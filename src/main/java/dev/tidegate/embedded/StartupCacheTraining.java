package dev.tidegate.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records a {@link StartupCache} by a run of its own: an empty node that starts and ends, in the
 * background and at the lowest priority. So neither the first start nor the first stop of the real
 * node waits for it.
 */
final class StartupCacheTraining implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StartupCacheTraining.class);

  private final ElasticsearchCommand command;
  private final StartupCache cache;
  private final Path workplace;
  private @Nullable Process process;
  private boolean closed;

  StartupCacheTraining(ElasticsearchCommand command, StartupCache cache) {
    this.command = command;
    this.cache = cache;
    this.workplace = cache.directory().resolve("training");
  }

  /** Completes when the training has ended, well or not. */
  synchronized CompletableFuture<Void> start() {
    if (closed) {
      return CompletableFuture.completedFuture(null);
    }
    try {
      Trees.delete(cache.directory()); // caches of other JDKs, and what a killed training left
      Path logs = Files.createDirectories(workplace.resolve("logs"));
      process =
          ServerCommand.of(trainingCommand())
              .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(logs.resolve("training.log").toFile())
              .start();
      return process.onExit().thenAccept(this::finish);
    } catch (IOException e) {
      log.warn("Startup cache of Elasticsearch not recorded cause={}", e.toString());
      return CompletableFuture.completedFuture(null);
    }
  }

  private List<String> trainingCommand() {
    List<String> line = new ArrayList<>(List.of("nice", "-n", "19"));
    line.addAll(command.run(workplace, 0, List.of("-XX:AOTCacheOutput=" + draft())));
    return line;
  }

  private Path draft() {
    return workplace.resolve("draft.aot");
  }

  private synchronized void finish(Process ended) {
    if (closed) {
      return;
    }
    try {
      if (ended.exitValue() == 0 && Files.exists(draft())) {
        Files.move(draft(), cache.file());
        Trees.delete(workplace);
        log.info("Startup cache of Elasticsearch recorded file={}", cache.file());
      } else {
        log.warn("Startup cache of Elasticsearch not recorded log={}", workplace);
      }
    } catch (IOException e) {
      log.warn("Startup cache of Elasticsearch not stored cause={}", e.toString());
    }
  }

  /** Gives up what is not recorded by now; the next start tries again. */
  @Override
  public synchronized void close() {
    closed = true;
    if (process == null || !process.isAlive()) {
      return;
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    try {
      process.destroyForcibly().waitFor();
      Trees.delete(workplace);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.debug("{}", workplace, e);
    }
  }
}
