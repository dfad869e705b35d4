package dev.tidegate.transfer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Disk that all spools may use together. For any thread; files are opened on worker threads. */
public final class SpoolSpace {
  private static final Logger log = LoggerFactory.getLogger(SpoolSpace.class);
  private static final String PREFIX = "bulk-results-";

  private final Path directory;
  private final long capacity;
  private final AtomicLong used = new AtomicLong();

  /**
   * Creates the space, empty.
   *
   * @param directory created when it is needed first
   * @param capacity in bytes
   */
  public SpoolSpace(Path directory, long capacity) {
    this.directory = directory;
    this.capacity = capacity;
  }

  /** Deletes the files of a gateway that ended without deleting them. Blocks. */
  public void clear() {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> old = Files.newDirectoryStream(directory, PREFIX + "*")) {
      for (Path file : old) {
        // A process that has opened the file can still read it.
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      log.warn("Old spool files not deleted directory={} cause={}", directory, e.toString());
    }
  }

  /** Returns the number of bytes in use. */
  public long used() {
    return used.get();
  }

  long capacity() {
    return capacity;
  }

  /** Takes bytes; returns whether there was room. */
  boolean take(long bytes) {
    if (used.addAndGet(bytes) > capacity) {
      used.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  void giveBack(long bytes) {
    used.addAndGet(-bytes);
  }

  /** Opens a new file, which is deleted when it is closed. Blocks. */
  FileChannel open() throws IOException {
    Files.createDirectories(directory);
    Path file = Files.createTempFile(directory, PREFIX, ".ndjson");
    return FileChannel.open(
        file,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }
}
