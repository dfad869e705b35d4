package dev.tidegate.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has what Redis appended written to the disk once a second. Redis would do so itself under {@code
 * appendfsync everysec}, but keeps back what it accepted meanwhile for as long as the disk takes,
 * up to two seconds: killed then, it loses that. Without it everything is with the operating system
 * before it is answered.
 *
 * <p>While Redis rewrites the files, its child process keeps the disk busy. A sync then takes long,
 * and Redis waits for it with its next write to the same file: syncs are rarer meanwhile.
 */
final class AppendOnlySync implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AppendOnlySync.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** Interval of syncs while the files are rewritten. */
  private static final Duration EVERY_IN_REWRITE = Duration.ofSeconds(10);

  private final AppendOnlyFiles files;
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, task -> Thread.ofPlatform().daemon().name("redis-sync").unstarted(task));
  private volatile Map<Path, Long> synced = Map.of();
  private long syncedNanos = System.nanoTime();
  private String lastError = "";

  private AppendOnlySync(AppendOnlyFiles files) {
    this.files = files;
  }

  static AppendOnlySync start(AppendOnlyFiles files) {
    AppendOnlySync sync = new AppendOnlySync(files);
    sync.thread.scheduleWithFixedDelay(
        sync::sync, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return sync;
  }

  /** Returns the size in bytes at the last sync, for each current file. For any thread. */
  Map<Path, Long> synced() {
    return synced;
  }

  /** Reads the names each time, since a rewrite changes them. */
  private void sync() {
    if (files.areRewritten() && System.nanoTime() - syncedNanos < EVERY_IN_REWRITE.toNanos()) {
      return;
    }
    syncedNanos = System.nanoTime();
    try {
      Map<Path, Long> sizes = new HashMap<>();
      for (Path file : files.current()) {
        sync(file, sizes);
      }
      synced = Collections.unmodifiableMap(sizes);
      lastError = "";
    } catch (IOException e) {
      String error = e.toString();
      if (!error.equals(lastError)) {
        log.error("Redis file not synced to disk cause={}", error);
      }
      lastError = error;
    }
  }

  private void sync(Path file, Map<Path, Long> sizes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long size = channel.size();
      if (size != synced.getOrDefault(file, -1L)) {
        channel.force(false);
      }
      sizes.put(file, size);
    } catch (NoSuchFileException e) {
      // A rewrite replaced it meanwhile.
    }
  }

  @Override
  public void close() {
    // Not interrupted: that would close the channel under a sync.
    thread.shutdown();
  }
}
