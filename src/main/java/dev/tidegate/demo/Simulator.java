package dev.tidegate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.client.CollectionClient;
import dev.tidegate.client.Document;
import dev.tidegate.client.Documents;
import dev.tidegate.client.ProblemException;
import dev.tidegate.client.ReadOptions;
import dev.tidegate.client.TidegateClient;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
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

  private final Vertx vertx;
  private final Context context;
  private final URI gateway;
  private final InstantSource clock;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Map<String, SimulatedProduct> items = new LinkedHashMap<>();
  private final List<JsonNode> devices = new ArrayList<>();
  private ArrivalSchedule schedule = ArrivalSchedule.NEVER;
  private @Nullable TidegateClient client;
  private boolean stopped;
  private int inFlight;
  private long leftOut;

  /**
   * Creates a simulator.
   *
   * @param gateway address of the gateway
   */
  public Simulator(Vertx vertx, URI gateway, InstantSource clock) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.gateway = gateway;
    this.clock = clock;
  }

  /**
   * Starts, after it has read the current state of the products.
   *
   * @param rate changes a second
   */
  public Future<Void> start(double rate) {
    return onContext(
        () -> {
          // No retries: a late movement would only add to the load.
          TidegateClient opened = TidegateClient.builder(gateway).retryFor(Duration.ZERO).build();
          client = opened;
          return observe(opened).onSuccess(read -> begin(opened, rate));
        });
  }

  /** Stops for good. Requests under way fail. */
  public Future<Void> stop() {
    return onContext(
        () -> {
          stopped = true;
          schedule.cancel();
          if (client != null) {
            client.close();
          }
          return Future.succeededFuture();
        });
  }

  private Future<Void> observe(TidegateClient client) {
    DemoCatalog.products(clock).stream()
        .sorted(Comparator.comparingLong(CatalogProduct::sold).reversed())
        .forEach(product -> items.put(product.id(), new SimulatedProduct(product)));
    // The usual value of each reading is the shipped one.
    Map<String, JsonNode> shipped = new LinkedHashMap<>();
    DemoCatalog.shipped("devices")
        .forEach(device -> shipped.put(device.path("id").asText(), device));
    return read(client.collection("products"), items.keySet(), "price", "stock", "badge")
        .compose(
            products -> {
              products.found().forEach(this::observe);
              products.missing().forEach(items::remove);
              return read(client.collection("devices"), shipped.keySet(), "name");
            })
        .map(
            found -> {
              found.found().forEach(device -> devices.add(shipped.get(device.id())));
              return null;
            });
  }

  private void observe(Document product) {
    SimulatedProduct item = items.get(product.id());
    if (item != null) {
      item.observe(product.doc());
    }
  }

  /** Reads documents; all are missing if the collection is not configured. */
  private Future<Documents> read(CollectionClient collection, Set<String> ids, String... fields) {
    return Calls.on(context, collection.getAll(ids, ReadOptions.fields(fields)))
        .recover(
            failure ->
                failure instanceof ProblemException error
                        && error.problem().is("unknown_collection")
                    ? Future.succeededFuture(new Documents(List.of(), List.copyOf(ids)))
                    : Future.failedFuture(failure));
  }

  private void begin(TidegateClient client, double rate) {
    if (stopped) {
      return;
    }
    if (items.isEmpty()) {
      log.warn("Simulation not started, no product of the demo catalog exists");
      return;
    }
    Sensors sensors = new Sensors(devices, random);
    MovementSender sender = new MovementSender(client, context, clock);
    Market market = new Market(List.copyOf(items.values()), sensors, random);
    schedule = ArrivalSchedule.begin(vertx, rate, () -> send(sender, market.next()));
    log.info("Simulation started rate={} products={}", rate, items.size());
  }

  private void send(MovementSender sender, Movement movement) {
    if (inFlight >= IN_FLIGHT) {
      if (leftOut++ % 1_000 == 0) {
        log.warn("Gateway slower than the simulation, changes skipped count={}", leftOut);
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
