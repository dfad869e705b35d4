package dev.tidegate;

import dev.tidegate.demo.DemoCatalog;
import dev.tidegate.demo.Simulator;
import dev.tidegate.model.Credentials;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The demo shop: its catalog for an empty embedded store, or where asked; movements where asked.
 */
final class Demo {
  private static final Logger log = LoggerFactory.getLogger(Demo.class);

  private final DemoCatalog catalog;
  private final Simulator simulator;

  /**
   * Prepares the demo.
   *
   * @param listening configured address of the gateway
   */
  Demo(Gateway gateway, InstantSource clock, String listening, int port) {
    String host = listening.equals("0.0.0.0") ? "127.0.0.1" : listening;
    String literal = host.contains(":") ? "[" + host + "]" : host; // IPv6
    URI address = URI.create("http://" + literal + ":" + port);
    Vertx vertx = gateway.vertx();
    this.catalog = new DemoCatalog(vertx, address, clock);
    this.simulator = new Simulator(vertx, address, clock);
  }

  /**
   * Loads the catalog's documents where they are missing.
   *
   * @param rate changes a second to simulate from then on; none for {@code null} and 0
   */
  void begin(@Nullable Integer rate) {
    catalog
        .load()
        .onSuccess(created -> log.info("Demo catalog loaded created={}", created))
        .compose(
            created -> rate == null || rate == 0 ? Future.succeededFuture() : simulator.start(rate))
        .onFailure(failure -> log.error("Demo not started cause={}", Credentials.reason(failure)));
  }

  Future<Void> stop() {
    return simulator.stop();
  }
}
