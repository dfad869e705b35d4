package dev.tidegate.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The {@code redis-server} program in the embedded-redis jar, which has one for each platform. */
final class BundledRedis {
  static final String VERSION = "7.0.15";

  private BundledRedis() {}

  /**
   * Returns the program. It is unpacked once and stays with the data, since a temporary file would
   * outlive a killed gateway.
   *
   * @throws IOException if there is none for this platform, or it can't be written
   */
  static Path unpackInto(Path directory) throws IOException {
    String resource = resource(System.getProperty("os.name"), System.getProperty("os.arch"));
    Path binary = directory.resolve(resource);
    if (!Files.isExecutable(binary)) {
      Path draft = directory.resolve(resource + ".new");
      try (@Nullable InputStream bytes =
          BundledRedis.class.getClassLoader().getResourceAsStream(resource)) {
        if (bytes == null) {
          throw new IOException(
              "No redis-server 7.0 or later on the PATH, and none bundled for this platform ("
                  + resource
                  + "). Install one, or set redis.url");
        }
        Files.copy(bytes, draft, StandardCopyOption.REPLACE_EXISTING);
      }
      if (!draft.toFile().setExecutable(true)) {
        throw new IOException(draft + " cannot be made executable");
      }
      Files.move(draft, binary, StandardCopyOption.ATOMIC_MOVE);
    }
    return binary;
  }

  /**
   * Returns the name of the program in the jar.
   *
   * @param os the system property {@code os.name}
   * @param arch the system property {@code os.arch}
   */
  static String resource(String os, String arch) {
    String system = os.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : word(os);
    String processor =
        switch (word(arch)) {
          case "amd64", "x86_64" -> "amd64";
          case "aarch64", "arm64" -> "arm64";
          case "x86", "i386", "i486", "i586", "i686" -> "386";
          default -> word(arch);
        };
    return "redis-server-" + VERSION + "-" + system + "-" + processor;
  }

  /** Part of a file name. */
  private static String word(String property) {
    return property.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "");
  }
}
