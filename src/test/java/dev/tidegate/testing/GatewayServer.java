package dev.tidegate.testing;

import dev.tidegate.Gateway;
import dev.tidegate.SynonymFiles;
import dev.tidegate.config.CollectionLoader;
import dev.tidegate.config.ConfigException;
import dev.tidegate.config.ConfigLoader;
import dev.tidegate.config.GatewayConfig;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A gateway with the shipped products, or other collections, on any free port. All are searched
 * once it has started.
 */
public final class GatewayServer implements AutoCloseable {
  private static final Path SHIPPED = Path.of("conf", "collections");

  /** Of this JVM: a gateway that starts deletes what it finds there. */
  private static final Path SPOOLS =
      Path.of(
          System.getProperty("java.io.tmpdir"), "tidegate-spool-" + ProcessHandle.current().pid());

  static {
    SPOOLS.toFile().deleteOnExit();
  }

  private final Gateway gateway;
  private final int port;
  private final String prefix;
  private final Catalog catalog;

  private GatewayServer(Gateway gateway, int port, String prefix, Catalog catalog) {
    this.gateway = gateway;
    this.port = port;
    this.prefix = prefix;
    this.catalog = catalog;
  }

  /** One on an empty store. */
  public static GatewayServer start(String redisUrl, String elasticsearchUrl) {
    return start(redisUrl, elasticsearchUrl, List.of("products"));
  }

  /** Starts one on an empty store, with these of the shipped collections. */
  public static GatewayServer start(
      String redisUrl, String elasticsearchUrl, List<String> collections) {
    String prefix = "t" + UUID.randomUUID().toString().substring(0, 8);
    return start(redisUrl, elasticsearchUrl, prefix, Map.of(), collections);
  }

  /**
   * One with these settings.
   *
   * @param prefix of the store's keys and the indices' names: gateways of one prefix share a store
   * @param settings as {@code TIDEGATE_*} variables
   */
  public static GatewayServer start(
      String redisUrl, String elasticsearchUrl, String prefix, Map<String, String> settings) {
    return start(redisUrl, elasticsearchUrl, prefix, settings, List.of("products"));
  }

  /**
   * Starts one with these of the shipped collections. The fewer the faster, as each takes an index.
   *
   * @param settings as {@code TIDEGATE_*} variables
   * @param collections their names
   */
  public static GatewayServer start(
      String redisUrl,
      String elasticsearchUrl,
      String prefix,
      Map<String, String> settings,
      List<String> collections) {
    return startAtOnce(redisUrl, elasticsearchUrl, prefix, settings, collections).searchable();
  }

  /**
   * Starts one without the wait of the other methods: its searches may fail.
   *
   * @param settings as {@code TIDEGATE_*} variables
   * @param collections their names
   */
  public static GatewayServer startAtOnce(
      String redisUrl,
      String elasticsearchUrl,
      String prefix,
      Map<String, String> settings,
      List<String> collections) {
    try (TemporaryDirectory directory = TemporaryDirectory.create("collections")) {
      boolean products = collections.contains("products");
      for (String collection : collections) {
        copy(collection, directory.path());
      }
      if (products && !collections.contains("product_rules")) {
        copy("product_rules", directory.path());
      }
      Path synonyms = products ? Path.of("conf", "synonyms") : Path.of("");
      return launch(redisUrl, elasticsearchUrl, prefix, settings, directory.path(), synonyms);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(String collection, Path directory) throws IOException {
    String file = collection + ".yaml";
    Files.copy(SHIPPED.resolve(file), directory.resolve(file));
  }

  /**
   * One on an empty store, with collections of its own.
   *
   * @param collections the files' content by the collections' names
   */
  public static GatewayServer start(
      String redisUrl, String elasticsearchUrl, Map<String, String> collections) {
    String prefix = "t" + UUID.randomUUID().toString().substring(0, 8);
    return startWith(redisUrl, elasticsearchUrl, prefix, collections);
  }

  /**
   * One with collections of its own.
   *
   * @param prefix of the store's keys and the indices' names
   * @param collections the files' content by the collections' names
   */
  public static GatewayServer startWith(
      String redisUrl, String elasticsearchUrl, String prefix, Map<String, String> collections) {
    return startWith(redisUrl, elasticsearchUrl, prefix, collections, Path.of(""));
  }

  /**
   * One with collections and synonyms of its own.
   *
   * @param synonyms directory of the synonyms' files
   */
  public static GatewayServer startWith(
      String redisUrl,
      String elasticsearchUrl,
      String prefix,
      Map<String, String> collections,
      Path synonyms) {
    try (TemporaryDirectory directory = TemporaryDirectory.create("collections")) {
      for (Map.Entry<String, String> collection : collections.entrySet()) {
        Files.writeString(
            directory.path().resolve(collection.getKey() + ".yaml"), collection.getValue());
      }
      return launch(redisUrl, elasticsearchUrl, prefix, Map.of(), directory.path(), synonyms)
          .searchable();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GatewayServer launch(
      String redisUrl,
      String elasticsearchUrl,
      String prefix,
      Map<String, String> settings,
      Path collections,
      Path synonyms) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("TIDEGATE_HTTP_PORT", "0");
    environment.put("TIDEGATE_REDIS_PREFIX", prefix);
    environment.put("TIDEGATE_ELASTICSEARCH_INDEX_PREFIX", prefix);
    environment.putIfAbsent("TIDEGATE_SEARCH_REFRESH", "100ms");
    environment.putIfAbsent("TIDEGATE_LIVE_DRAIN", "100ms");
    try {
      Path conf = Path.of("conf");
      GatewayConfig config =
          ConfigLoader.load(conf, environment)
              .withStores(redisUrl, List.of(URI.create(elasticsearchUrl)));
      Catalog catalog = CollectionLoader.load(collections);
      Gateway gateway =
          new Gateway(
              config,
              catalog,
              SynonymFiles.load(synonyms, catalog),
              InstantSource.system(),
              SPOOLS);
      int port =
          gateway.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
      return new GatewayServer(gateway, port, prefix, catalog);
    } catch (ConfigException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the gateway did not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Waits until a search of each collection is answered. A gateway that has waited too long for
   * Elasticsearch starts without.
   */
  private GatewayServer searchable() {
    for (Collection collection : catalog.collections()) {
      // On a connection of its own: one that a client keeps would count where they are limited.
      String search =
          "GET /v1/%s?limit=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
              .formatted(collection.name());
      Eventually.get(() -> RawHttp.send(port, search).status(), status -> status == 200);
    }
    return this;
  }

  public int port() {
    return port;
  }

  public String prefix() {
    return prefix;
  }

  public HttpCalls http() {
    return new HttpCalls(URI.create("http://127.0.0.1:" + port));
  }

  /** A new session. */
  public LiveClient live() {
    return LiveClient.connect(URI.create("ws://127.0.0.1:" + port + "/live"));
  }

  @Override
  public void close() {
    try {
      gateway.stop().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the gateway did not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
