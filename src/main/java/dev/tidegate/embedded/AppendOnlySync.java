package dev.tidegate.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
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
 * <p>While Redis rewrites the file, its child process keeps the disk busy. A sync then takes long,
 * and Redis waits for it with its next write to the same file: syncs are rarer meanwhile.
 */
final class AppendOnlySync implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AppendOnlySync.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** Interval of syncs while the file is rewritten. */
  private static final Duration EVERY_IN_REWRITE = Duration.ofSeconds(10);

  /** Prefix of the file that Redis writes meanwhile. */
  private static final String REWRITTEN = "temp-rewriteaof";

  private final Path file;
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, task -> Thread.ofPlatform().daemon().name("redis-sync").unstarted(task));
  private long synced;
  private long syncedNanos = System.nanoTime();
  private String lastError = "";

  private AppendOnlySync(Path file) {
    this.file = file;
  }

  static AppendOnlySync start(Path file) {
    AppendOnlySync sync = new AppendOnlySync(file);
    sync.thread.scheduleWithFixedDelay(
        sync::sync, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return sync;
  }

  /** By name each time: a file that was rewritten is another one. */
  private void sync() {
    if (isRewritten() && System.nanoTime() - syncedNanos < EVERY_IN_REWRITE.toNanos()) {
      return;
    }
    syncedNanos = System.nanoTime();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long size = channel.size();
      if (size != synced) {
        channel.force(false);
        synced = size;
      }
      lastError = "";
    } catch (NoSuchFileException e) {
      // Nothing was written yet.
    } catch (IOException e) {
      String error = e.toString();
      if (!error.equals(lastError)) {
        log.error("What Redis accepted is not written to the disk: {}", error);
      }
      lastError = error;
    }
  }

  private boolean isRewritten() {
    String[] names = file.resolveSibling("").toFile().list();
    return names != null && Arrays.stream(names).anyMatch(name -> name.startsWith(REWRITTEN));
  }

  @Override
  public void close() {
    // Not interrupted: that would close the channel under a sync.
    thread.shutdown();
  }
}
