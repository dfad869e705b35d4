package dev.tidegate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sells, restocks and reprices the demo catalog's products at a chosen rate, and moves its devices'
 * readings now and then. Movements fall due whether or not the last ones were answered; those that
 * would be too many at once are left out.
 */
public final class Simulator {
  private static final Logger log = LoggerFactory.getLogger(Simulator.class);
  private static final long SEED = 7;
  private static final int IN_FLIGHT = 256;
  private static final int PAGE = 100;

  private final Vertx vertx;
  private final Context context;
  private final GatewayClient gateway;
  private final MovementSender sender;
  private final InstantSource clock;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Map<String, SimulatedProduct> items = new LinkedHashMap<>();
  private final List<JsonNode> devices = new ArrayList<>();
  private ArrivalSchedule schedule = ArrivalSchedule.NEVER;
  private boolean stopped;
  private int inFlight;
  private long leftOut;

  /**
   * @param host where the gateway serves
   */
  public Simulator(Vertx vertx, String host, int port, InstantSource clock) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.gateway = new GatewayClient(vertx, host, port);
    this.sender = new MovementSender(gateway, clock);
    this.clock = clock;
  }

  /**
   * Begins, once the products' present state was read.
   *
   * @param rate changes a second
   */
  public Future<Void> start(double rate) {
    return onContext(() -> observe().onSuccess(read -> begin(rate)));
  }

  /** Ends for good; what is under way may still be answered. */
  public Future<Void> stop() {
    return onContext(
        () -> {
          stopped = true;
          schedule.cancel();
          return gateway.close();
        });
  }

  private Future<Void> observe() {
    DemoCatalog.products(clock).stream()
        .sorted(Comparator.comparingLong(CatalogProduct::sold).reversed())
        .forEach(product -> items.put(product.id(), new SimulatedProduct(product)));
    List<String> ids = List.copyOf(items.keySet());
    List<Future<Void>> pages = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += PAGE) {
      pages.add(observe(ids.subList(from, Math.min(from + PAGE, ids.size()))));
    }
    pages.add(observeDevices());
    return Future.all(pages).mapEmpty();
  }

  private Future<Void> observe(List<String> ids) {
    String path = "/v1/products?fields=price,stock,badge&ids=" + String.join(",", ids);
    return gateway
        .get(path)
        .map(
            answer -> {
              JsonNode found = answer.json();
              found.path("docs").forEach(this::observed);
              found.path("missing").forEach(id -> items.remove(id.asText()));
              return null;
            });
  }

  /** The shipped devices that are there. Each reading's usual value stays the shipped one. */
  private Future<Void> observeDevices() {
    Map<String, JsonNode> shipped = new LinkedHashMap<>();
    DemoCatalog.shipped("devices")
        .forEach(device -> shipped.put(device.path("id").asText(), device));
    return gateway
        .get("/v1/devices?fields=name&ids=" + String.join(",", shipped.keySet()))
        .map(
            answer -> {
              JsonNode found = answer.json().path("docs");
              found.forEach(document -> devices.add(shipped.get(document.path("id").asText())));
              return null;
            });
  }

  private void observed(JsonNode document) {
    SimulatedProduct item = items.get(document.path("id").asText());
    if (item != null) {
      item.observe(document.path("doc"));
    }
  }

  private void begin(double rate) {
    if (stopped) {
      return;
    }
    if (items.isEmpty()) {
      log.warn("no product of the demo catalog is there: nothing to simulate");
      return;
    }
    Sensors sensors = new Sensors(devices, random);
    Market market = new Market(List.copyOf(items.values()), sensors, random);
    schedule = ArrivalSchedule.begin(vertx, rate, () -> happen(market.next()));
    log.info("simulating {} changes a second of {} products", rate, items.size());
  }

  private void happen(Movement movement) {
    if (inFlight >= IN_FLIGHT) {
      if (leftOut++ % 1_000 == 0) {
        log.warn("the gateway is slower than the simulation: {} changes left out", leftOut);
      }
      return;
    }
    inFlight++;
    sender.send(movement).onComplete(done -> inFlight--);
  }

  private Future<Void> onContext(java.util.function.Supplier<Future<Void>> step) {
    Promise<Void> done = Promise.promise();
    context.runOnContext(nothing -> step.get().onComplete(done));
    return done.future();
  }
}
