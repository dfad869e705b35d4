package dev.tidegate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sells, restocks and reprices the demo catalog's products at a chosen rate. Movements fall due
 * whether or not the last ones were answered; those that would be too many at once are left out.
 */
public final class Simulator {
  private static final Logger log = LoggerFactory.getLogger(Simulator.class);
  private static final long SEED = 7;
  private static final int IN_FLIGHT = 256;
  private static final int PAGE = 100;
  private static final int OK = 200;

  private final Vertx vertx;
  private final Context context;
  private final GatewayClient gateway;
  private final InstantSource clock;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Map<String, Item> items = new LinkedHashMap<>();
  private Schedule schedule = Schedule.NEVER;
  private int inFlight;
  private long leftOut;

  /**
   * @param host where the gateway serves
   */
  public Simulator(Vertx vertx, String host, int port, InstantSource clock) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.gateway = new GatewayClient(vertx, host, port);
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
          schedule.cancel();
          return gateway.close();
        });
  }

  private Future<Void> observe() {
    DemoCatalog.products(clock).stream()
        .sorted(Comparator.comparingLong(Product::sold).reversed())
        .forEach(product -> items.put(product.id(), new Item(product)));
    List<String> ids = List.copyOf(items.keySet());
    List<Future<Void>> pages = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += PAGE) {
      pages.add(observe(ids.subList(from, Math.min(from + PAGE, ids.size()))));
    }
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

  private void observed(JsonNode document) {
    Item item = items.get(document.path("id").asText());
    if (item != null) {
      item.observe(document.path("doc"));
    }
  }

  private void begin(double rate) {
    if (items.isEmpty()) {
      log.warn("no product of the demo catalog is there: nothing to simulate");
      return;
    }
    Market market = new Market(List.copyOf(items.values()), random);
    schedule = Schedule.begin(vertx, rate, () -> happen(market.next()));
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
    send(movement)
        .onComplete(
            done -> {
              inFlight--;
              if (done.succeeded() && done.result().status() == OK) {
                movement.item().observe(done.result().json().path("doc"));
              }
            });
  }

  private Future<GatewayClient.Answer> send(Movement movement) {
    String path = "/v1/products/" + movement.item().id();
    return switch (movement) {
      case Movement.Purchase bought -> adjust(path, -bought.pieces(), bought.pieces());
      case Movement.Delivery delivered -> adjust(path, delivered.pieces(), 0);
      case Movement.Reprice repriced -> {
        repriced.item().sale(repriced.sale());
        yield gateway.send(HttpMethod.PATCH, path, patch(repriced));
      }
    };
  }

  private Future<GatewayClient.Answer> adjust(String path, long stock, long sold) {
    ObjectNode amounts = GatewayClient.JSON.createObjectNode().put("stock", stock);
    if (sold != 0) {
      amounts.put("sold", sold);
    }
    return gateway.send(HttpMethod.POST, path + "/adjust", amounts);
  }

  private ObjectNode patch(Movement.Reprice repriced) {
    ObjectNode patch = GatewayClient.JSON.createObjectNode().put("price", repriced.price());
    patch.put("badge", repriced.sale() ? Badges.SALE : null);
    return patch.put("updated", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
  }

  private Future<Void> onContext(java.util.function.Supplier<Future<Void>> step) {
    Promise<Void> done = Promise.promise();
    context.runOnContext(nothing -> step.get().onComplete(done));
    return done.future();
  }
}
