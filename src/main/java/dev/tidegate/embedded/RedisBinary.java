package dev.tidegate.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@code redis-server} program of version 7.0 or later.
 *
 * @param path absolute
 * @param version as the program prints it, such as {@code 7.0.15}
 * @param source where the program is from, for the log
 */
record RedisBinary(Path path, String version, String source) {
  private static final Logger log = LoggerFactory.getLogger(RedisBinary.class);
  private static final int OLDEST_MAJOR = 7;
  private static final int TIMEOUT_SECONDS = 5;
  private static final Pattern VERSION =
      Pattern.compile("^Redis server v=((\\d{1,4})\\.\\S+)", Pattern.MULTILINE);

  /**
   * Returns the first {@code redis-server} of the search path if its version is 7.0 or later, and
   * the bundled one otherwise. Blocks.
   *
   * @param searchPath in the form of the variable {@code PATH}. Relative folders are ignored.
   * @param directory receives the bundled program
   */
  static RedisBinary find(String searchPath, Path directory) throws IOException {
    Optional<RedisBinary> installed = first(searchPath).flatMap(RedisBinary::installed);
    return installed.isPresent() ? installed.get() : bundled(directory);
  }

  private static RedisBinary bundled(Path directory) throws IOException {
    return new RedisBinary(BundledRedis.unpackInto(directory), BundledRedis.VERSION, "bundled");
  }

  private static Optional<Path> first(String searchPath) {
    return Arrays.stream(searchPath.split(Pattern.quote(File.pathSeparator)))
        .filter(folder -> !folder.isEmpty())
        .map(Path::of)
        .filter(Path::isAbsolute)
        .map(folder -> folder.resolve("redis-server"))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  private static Optional<RedisBinary> installed(Path file) {
    String output;
    try {
      output = versionOutput(file);
    } catch (IOException e) {
      log.info("Installed Redis not used binary={} reason=\"{}\"", file, e.getMessage());
      return Optional.empty();
    }
    Matcher version = VERSION.matcher(output);
    if (!version.find()) {
      log.info("Installed Redis not used binary={} reason=\"unknown version\"", file);
      return Optional.empty();
    }
    if (Integer.parseInt(version.group(2)) < OLDEST_MAJOR) {
      log.info(
          "Installed Redis not used binary={} version={} reason=\"older than {}.0\"",
          file,
          version.group(1),
          OLDEST_MAJOR);
      return Optional.empty();
    }
    return Optional.of(new RedisBinary(file, version.group(1), "PATH"));
  }

  /** The output is short: it fits into the pipe while the process runs. */
  private static String versionOutput(Path file) throws IOException {
    Process process = ServerCommand.of(List.of(file.toString(), "--version")).start();
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("no version after " + TIMEOUT_SECONDS + " s");
      }
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedStartException("Redis was interrupted while it started");
    } finally {
      process.destroyForcibly();
    }
  }
}
