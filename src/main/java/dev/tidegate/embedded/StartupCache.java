package dev.tidegate.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The file with the JVM's ahead-of-time cache, which halves the time to a node's start. Its name is
 * a digest of the JDK, flags, and jars; when one of them changes, no such file exists.
 */
record StartupCache(Path directory, Path file) {
  private static final int SINCE_JAVA = 25;

  static boolean isSupported() {
    return Runtime.version().feature() >= SINCE_JAVA;
  }

  static StartupCache of(ElasticsearchCommand command, Path directory) throws IOException {
    String fingerprint =
        UUID.nameUUIDFromBytes(fits(command).getBytes(StandardCharsets.UTF_8)).toString();
    return new StartupCache(directory, directory.resolve(fingerprint + ".aot"));
  }

  /** The JVM looks at the jars' sizes and times, too. */
  private static String fits(ElasticsearchCommand command) throws IOException {
    List<String> facts = new ArrayList<>(command.flags());
    facts.add(System.getProperty("java.home"));
    facts.add(System.getProperty("java.vm.version"));
    for (Path jar : ElasticsearchHome.jars(command.home())) {
      facts.add(jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar).toMillis());
    }
    return String.join("\n", facts);
  }

  boolean exists() {
    return Files.exists(file);
  }

  /**
   * Returns the flags of the JVM. A cache that the JVM rejects, for example on a different CPU,
   * only costs time.
   */
  List<String> flags() {
    return exists()
        ? List.of("-XX:AOTCache=" + file, "-XX:AOTMode=auto", "-Xlog:aot*=off", "-Xlog:cds*=off")
        : List.of();
  }
}
