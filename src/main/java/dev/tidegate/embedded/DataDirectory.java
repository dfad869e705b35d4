package dev.tidegate.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Data directory of a server, locked by one gateway at a time. */
final class DataDirectory implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DataDirectory.class);
  private static final int REAP_SECONDS = 15;

  /** For the directories that are created here: others on the host could read the documents. */
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** A file lock excludes other processes only, and closing any channel on the file drops it. */
  private static final Set<Path> heldHere = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel lock;
  private final PidFile pidFile;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
    this.pidFile = new PidFile(path.resolve("child.pid"));
  }

  /**
   * Creates the directory if need be, takes it, and ends the server that an earlier gateway left
   * running in it.
   *
   * @throws EmbeddedStartException if a living gateway uses it, or it cannot be written
   */
  static DataDirectory open(Path directory) {
    try {
      Path path = Files.createDirectories(directory, OWNER_ONLY).toRealPath();
      if (!heldHere.add(path)) {
        throw inUse(path);
      }
      try {
        DataDirectory opened = new DataDirectory(path, lock(path));
        opened.reap();
        return opened;
      } catch (IOException | RuntimeException e) {
        heldHere.remove(path);
        throw e;
      }
    } catch (IOException e) {
      throw new EmbeddedStartException("cannot use the data directory " + directory + ": " + e, e);
    }
  }

  /** Starts a server in a directory. */
  @FunctionalInterface
  interface Start<T> {
    T in(DataDirectory directory) throws IOException;
  }

  /**
   * Opens a directory for a server, and releases it again if that does not start.
   *
   * @param name the server's
   * @throws EmbeddedStartException if it does not
   */
  static <T> T open(Path path, String name, Start<T> start) {
    DataDirectory directory = open(path);
    try {
      return start.in(directory);
    } catch (IOException e) {
      directory.close();
      throw new EmbeddedStartException(name + " cannot be started: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  PidFile pidFile() {
    return pidFile;
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      log.warn("Releasing {}: {}", path, e.toString());
    } finally {
      heldHere.remove(path);
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path.resolve("gateway.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable Object held = channel.tryLock();
    if (held == null) {
      channel.close();
      throw inUse(path);
    }
    return channel;
  }

  private static EmbeddedStartException inUse(Path path) {
    return new EmbeddedStartException(
        "the data directory "
            + path
            + " is in use by another running gateway. Stop that one, or"
            + " use a different data directory.");
  }

  private void reap() throws IOException {
    var orphan = pidFile.living();
    if (orphan.isPresent()) {
      log.info("Ending process of a killed gateway pid={} directory={}", orphan.get().pid(), path);
      end(orphan.get());
    }
    pidFile.delete();
  }

  private static void end(ProcessHandle orphan) {
    orphan.destroy();
    try {
      orphan.onExit().get(REAP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      orphan.destroyForcibly();
      orphan.onExit().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      orphan.destroyForcibly();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
