package dev.tidegate.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Configuration file of the server. The file contains the password, so that the process list does
 * not: only its owner can read it.
 */
final class RedisConfiguration {
  private static final String NAME = "redis.conf";

  private RedisConfiguration() {}

  /** Returns the file, which replaces the one of an earlier start. */
  static Path write(Path directory, int port, String password) throws IOException {
    Path file = directory.resolve(NAME);
    Path draft = directory.resolve(NAME + ".new");
    Files.deleteIfExists(draft);
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            draft,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer text = ByteBuffer.wrap(text(port, password).getBytes(StandardCharsets.UTF_8));
      while (text.hasRemaining()) {
        channel.write(text);
      }
    }
    return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Without {@code dir}: the server runs in its data directory. */
  private static String text(int port, String password) {
    return """
    # Written at each start of the gateway.
    bind 127.0.0.1
    port %d
    protected-mode yes
    requirepass %s
    # The path of this file in the process list identifies the gateway of the server.
    proc-title-template "{title} {listen-addr} {config-file}"
    logfile %s
    appendonly yes
    # AppendOnlySync does it.
    appendfsync no
    appendfilename %s
    appenddirname %s
    save ""
    maxmemory-policy noeviction
    """
        .formatted(port, password, EmbeddedRedis.LOG, AppendOnlyFiles.NAME, AppendOnlyFiles.FOLDER);
  }
}
