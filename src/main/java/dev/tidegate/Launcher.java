package dev.tidegate;

import dev.tidegate.config.GatewayConfig;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Credentials;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the servers that are not configured, then the gateway, and ends all of them together. */
final class Launcher {
  private static final Logger log = LoggerFactory.getLogger(Launcher.class);

  private final GatewayConfig config;
  private final Catalog catalog;
  private final SynonymFiles synonyms;
  private final Path data;

  private final @Nullable Integer demoRate;
  private volatile boolean failed;
  private volatile boolean stopping;
  private volatile @Nullable Gateway gateway;
  private volatile @Nullable Demo demo;

  Launcher(
      GatewayConfig config,
      Catalog catalog,
      SynonymFiles synonyms,
      Path data,
      @Nullable Integer demoRate) {
    this.config = config;
    this.catalog = catalog;
    this.synonyms = synonyms;
    this.data = data;
    this.demoRate = demoRate;
  }

  /** Starts everything and returns. Returns whether the gateway runs. */
  boolean run() {
    EmbeddedServers servers = new EmbeddedServers(config, data);
    // Before the first child: a signal may come at any moment of the start.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(servers), "stop"));
    try {
      servers.start();
      InstantSource clock = InstantSource.system();
      Gateway made = new Gateway(servers.config(), catalog, synonyms, clock, data.resolve("spool"));
      gateway = made;
      int port = made.start().toCompletionStage().toCompletableFuture().get();
      announce(port);
      if (demoRate != null || (servers.ownsRedis() && made.storeIsNew())) {
        Demo shop = new Demo(made, clock, config.http().host(), port);
        demo = shop;
        shop.begin(demoRate);
      }
      return true;
    } catch (ExecutionException e) {
      failed(e.getCause() == null ? e : e.getCause());
    } catch (RuntimeException e) {
      failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private void failed(Throwable cause) {
    if (!stopping) {
      failed = true;
      log.error("can't start: {}", Credentials.reason(cause));
    }
  }

  private void announce(int port) {
    String address = config.http().host() + ":" + port;
    log.info(
        "ready: storefront http://{}/  API http://{}/v1/products  live ws://{}/live",
        address,
        address,
        address);
  }

  private void stop(EmbeddedServers servers) {
    stopping = true;
    boolean asked = !failed;
    try {
      stopGateway();
    } finally {
      servers.close();
      log.info("stopped");
    }
    if (asked) {
      // A supervisor would take the exit code of a signal for a failure.
      Runtime.getRuntime().halt(0);
    }
  }

  private void stopGateway() {
    Gateway started = gateway;
    if (started == null) {
      return;
    }
    Demo shop = demo;
    Future<Void> still = shop == null ? Future.succeededFuture() : shop.stop();
    try {
      still
          .eventually(started::stop)
          .toCompletionStage()
          .toCompletableFuture()
          .get(started.stopTime().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.warn("Gateway stopped with a failure cause={}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
