package dev.tidegate;

import dev.tidegate.demo.DemoCatalog;
import dev.tidegate.demo.Simulator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The demo shop: its catalog for an empty embedded store, or where asked; movements where asked.
 */
final class Demo {
  private static final Logger log = LoggerFactory.getLogger(Demo.class);

  private Demo() {}

  /**
   * Loads and moves the demo's documents, if that is wanted.
   *
   * @param listening the address the gateway was told to listen on
   * @param rate changes a second to simulate; {@code null} where the demo was not asked for
   */
  static void begin(
      Gateway gateway, String listening, int port, boolean ownStore, @Nullable Integer rate) {
    if (rate == null && !(ownStore && gateway.storeIsNew())) {
      return;
    }
    String host = listening.equals("0.0.0.0") ? "127.0.0.1" : listening;
    Vertx vertx = gateway.vertx();
    InstantSource clock = InstantSource.system();
    new DemoCatalog(vertx, host, port, clock)
        .load()
        .onSuccess(created -> log.info("demo catalog: {} documents created", created))
        .compose(
            created ->
                rate == null || rate == 0
                    ? Future.succeededFuture()
                    : new Simulator(vertx, host, port, clock).start(rate))
        .onFailure(failure -> log.error("the demo can't begin: {}", failure.getMessage()));
  }
}
