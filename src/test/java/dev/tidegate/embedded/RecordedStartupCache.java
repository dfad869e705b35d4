package dev.tidegate.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The startup cache of the Elasticsearch nodes of all tests, which start in a third of the time
 * with it. It is recorded once for a build directory, and again when its jars, flags, or JDK
 * change.
 */
public final class RecordedStartupCache {
  private static final Path DIRECTORY = Path.of("target", "elasticsearch-startup-cache");
  private static final int RECORD_MINUTES = 5;

  private RecordedStartupCache() {}

  /** Makes the cache available to the node with this data directory, which may not exist yet. */
  public static synchronized void provide(Path dataDirectory) {
    if (!StartupCache.isSupported()) {
      return;
    }
    try {
      Path directory = Files.createDirectories(DIRECTORY).toRealPath();
      recordOnce(directory);
      Path link = Files.createDirectories(dataDirectory).resolve("startup-cache");
      if (Files.notExists(link)) {
        Files.createSymbolicLink(link, directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Other JVMs with tests wait meanwhile. */
  private static void recordOnce(Path directory) throws IOException {
    Path home = ElasticsearchHome.besideProgram().toAbsolutePath().normalize();
    ElasticsearchOptions options = ElasticsearchOptions.in(home, directory);
    ElasticsearchCommand command = new ElasticsearchCommand(home, options.heapMegabytes());
    StartupCache cache = StartupCache.of(command, directory);
    Path lockFile = directory.resolve("lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !cache.exists()) {
        record(command, cache);
      }
    }
  }

  /** Without the low priority of the gateway's own recording: somebody waits for it here. */
  private static void record(ElasticsearchCommand command, StartupCache cache) throws IOException {
    Path workplace = cache.directory().resolve("recording");
    Trees.delete(workplace);
    Path logs = Files.createDirectories(workplace.resolve("logs"));
    Path draft = workplace.resolve("draft.aot");
    Process node =
        ServerCommand.of(command.run(workplace, 0, List.of("-XX:AOTCacheOutput=" + draft)))
            .redirectInput(new File("/dev/null"))
            .redirectOutput(logs.resolve("recording.log").toFile())
            .start();
    try {
      if (!node.waitFor(RECORD_MINUTES, TimeUnit.MINUTES) || node.exitValue() != 0) {
        throw new IllegalStateException("no startup cache was recorded, see " + logs);
      }
      Files.move(draft, cache.file());
      Trees.delete(workplace);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      node.destroyForcibly();
    }
  }
}
