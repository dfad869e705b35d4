package dev.tidegate.embedded;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The home directory that the build lays out. */
public final class ElasticsearchHome {
  private ElasticsearchHome() {}

  /** Beside the program: {@code target/elasticsearch} for the jar and the classes in target. */
  public static Path besideProgram() {
    @Nullable CodeSource source = ElasticsearchHome.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new EmbeddedStartException("unknown location of the jar of the program");
    }
    try {
      return Path.of(source.getLocation().toURI()).resolveSibling("elasticsearch");
    } catch (URISyntaxException e) {
      throw new EmbeddedStartException("no place on disk: " + source.getLocation(), e);
    }
  }

  /** The class path's jars in an order that does not depend on the file system. */
  static List<Path> jars(Path home) {
    try (Stream<Path> files = Files.list(home.resolve("lib"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new EmbeddedStartException(
          "there is no Elasticsearch in " + home + ": build it with mvn package", e);
    }
  }
}
