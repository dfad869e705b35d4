package dev.tidegate.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** The redis-server in the embedded-redis jar. */
final class RedisBinary {
  private RedisBinary() {}

  /** Unpacked once; kept with the data, since a temporary file would outlive a killed gateway. */
  static Path unpackInto(Path directory) throws IOException {
    String resource = resource();
    Path binary = directory.resolve(resource.substring(1));
    if (!Files.isExecutable(binary)) {
      Path draft = binary.resolveSibling(binary.getFileName() + ".new");
      try (@Nullable InputStream bytes = ExecutableProvider.class.getResourceAsStream(resource)) {
        if (bytes == null) {
          throw new IOException("the embedded-redis jar holds no " + resource);
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

  /** Absolute, as classes look resources up: with a leading slash. */
  private static String resource() throws IOException {
    OsArchitecture here = OsArchitecture.detectOSandArchitecture();
    @Nullable String resource = ExecutableProvider.newProvidedVersionsMap().get(here);
    if (resource == null) {
      throw new IOException("there is no embedded Redis for " + here.os + " on " + here.arch);
    }
    return resource;
  }
}
