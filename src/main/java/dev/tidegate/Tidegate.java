package dev.tidegate;

import dev.tidegate.config.CollectionLoader;
import dev.tidegate.config.ConfigException;
import dev.tidegate.config.ConfigLoader;
import dev.tidegate.config.GatewayConfig;
import dev.tidegate.model.Catalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Main: arguments in, exit codes out. */
@Command(
    name = "tidegate",
    mixinStandardHelpOptions = true,
    versionProvider = Tidegate.VersionProvider.class,
    description = "A reactive gateway for real-time storage and query.",
    footer = {
      "",
      "Every key of conf/gateway.yaml can be set by a variable: http.port by TIDEGATE_HTTP_PORT.",
      "Without redis.url or elasticsearch.urls, the gateway starts embedded servers, with data in"
          + " the data directory.",
      "Exit codes: 0 stopped on request, 1 start failed, 2 invalid arguments or configuration."
    })
public final class Tidegate implements Callable<Integer> {
  private static final int COULD_NOT_START = 1;
  private static final int BAD_CONFIGURATION = 2;

  @Option(
      names = "--config",
      paramLabel = "DIR",
      defaultValue = "${sys:tidegate.home:-.}/conf",
      description = "directory of gateway.yaml and collections/ (${DEFAULT-VALUE})")
  private Path config = Path.of("conf");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${sys:tidegate.home:-.}/data",
      description = "directory for the data of embedded servers (${DEFAULT-VALUE})")
  private Path data = Path.of("data");

  @Option(
      names = "--demo",
      paramLabel = "RATE",
      arity = "0..1",
      fallbackValue = "20",
      description =
          "load the demo catalog where products are missing, and simulate sales and price changes,"
              + " RATE a second (${FALLBACK-VALUE})")
  private @Nullable Integer demo;

  @Option(names = "--check", description = "check the configuration and exit")
  private boolean check;

  private Tidegate() {}

  public static void main(String[] args) {
    int exit = new CommandLine(new Tidegate()).execute(args);
    if (exit != 0) {
      System.exit(exit);
    }
  }

  @Override
  public Integer call() {
    GatewayConfig gateway = null;
    Catalog catalog = null;
    List<String> mistakes = new ArrayList<>();
    try {
      gateway = ConfigLoader.load(config, System.getenv());
    } catch (ConfigException e) {
      e.mistakes().forEach(mistake -> mistakes.add("configuration: " + mistake));
    }
    try {
      catalog = CollectionLoader.load(config.resolve("collections"));
    } catch (ConfigException e) {
      e.mistakes().forEach(mistake -> mistakes.add("configuration: " + mistake));
    }
    SynonymFiles synonyms = null;
    if (catalog != null) {
      try {
        synonyms = SynonymFiles.load(config.resolve("synonyms"), catalog);
      } catch (ConfigException e) {
        e.mistakes().forEach(mistake -> mistakes.add("configuration: " + mistake));
      }
    }
    if (demo != null && demo < 0) {
      mistakes.add("--demo: the rate must be 0 or more, not " + demo);
    }
    mistakes.forEach(System.err::println);
    if (gateway == null || catalog == null || synonyms == null || !mistakes.isEmpty()) {
      return BAD_CONFIGURATION;
    }
    if (check) {
      System.out.println("Valid configuration, collections: " + catalog.collections());
      return 0;
    }
    return new Launcher(gateway, catalog, synonyms, data, demo).run() ? 0 : COULD_NOT_START;
  }

  /** Output of {@code --version}. */
  static final class VersionProvider implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"tidegate " + Version.current()};
    }
  }
}
