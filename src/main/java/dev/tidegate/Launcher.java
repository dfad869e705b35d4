package dev.tidegate;

import dev.tidegate.config.GatewayConfig;
import dev.tidegate.model.Catalog;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
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
  private static final Duration STOP = Duration.ofSeconds(20);

  private final GatewayConfig config;
  private final Catalog catalog;
  private final Path data;

  private final @Nullable Integer demoRate;
  private volatile boolean running;
  private volatile @Nullable Demo demo;

  Launcher(GatewayConfig config, Catalog catalog, Path data, @Nullable Integer demoRate) {
    this.config = config;
    this.catalog = catalog;
    this.data = data;
    this.demoRate = demoRate;
  }

  /** Starts everything and returns while it runs; tells whether it does. */
  boolean run() {
    EmbeddedServers servers;
    try {
      servers = EmbeddedServers.start(config, data);
    } catch (RuntimeException e) {
      log.error("can't start: {}", e.getMessage());
      return false;
    }
    InstantSource clock = InstantSource.system();
    Gateway gateway = new Gateway(config, servers.addresses(), catalog, clock);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway, servers), "stop"));
    try {
      int port = gateway.start().toCompletionStage().toCompletableFuture().get();
      running = true;
      announce(port);
      if (demoRate != null || (servers.ownsRedis() && gateway.storeIsNew())) {
        Demo shop = new Demo(gateway, clock, config.http().host(), port);
        demo = shop;
        shop.begin(demoRate);
      }
      return true;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      log.error("can't start: {}", cause == null ? e.getMessage() : cause.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private void announce(int port) {
    String address = config.http().host() + ":" + port;
    log.info(
        "ready: storefront http://{}/  API http://{}/v1/products  live ws://{}/live",
        address,
        address,
        address);
  }

  private void stop(Gateway gateway, EmbeddedServers servers) {
    Demo shop = demo;
    Future<Void> still = shop == null ? Future.succeededFuture() : shop.stop();
    try {
      still
          .eventually(gateway::stop)
          .toCompletionStage()
          .toCompletableFuture()
          .get(STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.warn("the gateway did not stop in order: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      servers.close();
      log.info("stopped");
    }
    if (running) {
      // A signal's own exit code would tell a supervisor of a failure.
      Runtime.getRuntime().halt(0);
    }
  }
}
