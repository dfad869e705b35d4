package dev.tidegate.elasticsearch.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.logging.LogManager;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * One Elasticsearch node in this JVM. The arguments are its settings, {@code name=value}. Once it
 * answers HTTP it prints {@code tidegate-http-port N} to standard output. It closes on SIGTERM, and
 * when its standard input ends: that is when the parent process is gone, however that died.
 */
public final class NodeLauncher {
  private NodeLauncher() {}

  public static void main(String[] args) throws Exception {
    LogManager.getLogManager().reset(); // Lucene's hints; Elasticsearch logs through Log4j
    LogConfigurator.configureESLogging();
    Settings settings = settings(args);
    Path config = Path.of(settings.get("path.data")).resolveSibling("config");
    Environment environment = new Environment(settings, config);
    Node node = new Node(environment, modules(environment));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node), "close-node"));
    node.start();
    System.out.println("tidegate-http-port " + httpPort(node));
    awaitEndOfInput();
    System.exit(0);
  }

  private static Settings settings(String[] args) {
    Settings.Builder settings = Settings.builder();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      settings.put(arg.substring(0, equals), arg.substring(equals + 1));
    }
    return settings.build();
  }

  private static PluginsLoader modules(Environment environment) {
    var bundles = PluginsLoader.loadModulesBundles(environment.modulesDir(), false);
    return PluginsLoader.createPluginsLoader(bundles, Set.of(), Map.of(), false);
  }

  private static int httpPort(Node node) {
    HttpServerTransport http = node.injector().getInstance(HttpServerTransport.class);
    return http.boundAddress().publishAddress().getPort();
  }

  private static void awaitEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      // nothing is ever sent, only the end matters
    }
  }

  private static void close(Node node) {
    try {
      node.close();
    } catch (IOException e) {
      System.err.println("Elasticsearch did not close cleanly: " + e);
    }
  }
}
