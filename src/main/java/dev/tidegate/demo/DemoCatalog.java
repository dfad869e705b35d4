package dev.tidegate.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills a gateway's collections with the demo shop. Documents that exist are left as they are. */
public final class DemoCatalog {
  private static final Logger log = LoggerFactory.getLogger(DemoCatalog.class);
  private static final long SEED = 20_260_101;
  private static final List<String> SMALL = List.of("users", "orders", "devices", "posts");
  private static final int OK = 200;
  private static final int UNKNOWN_COLLECTION = 404;

  private final GatewayClient gateway;
  private final InstantSource clock;

  /**
   * @param host where the gateway serves
   */
  public DemoCatalog(Vertx vertx, String host, int port, InstantSource clock) {
    this.gateway = new GatewayClient(vertx, host, port);
    this.clock = clock;
  }

  /**
   * Loads everything that is missing; collections that are not configured are passed over.
   *
   * @return how many documents were created; fails where the gateway refuses one. Once only
   */
  public Future<Integer> load() {
    List<ObjectNode> products = products(clock).stream().map(DemoCatalog::document).toList();
    Future<Integer> loaded = create("products", products);
    for (String name : SMALL) {
      loaded = loaded.compose(sum -> create(name, shipped(name)).map(more -> sum + more));
    }
    return loaded.eventually(gateway::close);
  }

  static List<CatalogProduct> products(InstantSource clock) {
    return ProductGenerator.of(Assortment.shipped(), SEED, clock.instant());
  }

  static List<ObjectNode> shipped(String collection) {
    return DemoFiles.lines(collection + ".ndjson").stream().map(DemoCatalog::parse).toList();
  }

  private Future<Integer> create(String collection, List<ObjectNode> documents) {
    return gateway
        .bulk(collection, Creation.lines(documents))
        .map(answer -> created(collection, answer));
  }

  private static int created(String collection, GatewayClient.Answer answer) {
    if (answer.status() == UNKNOWN_COLLECTION) {
      log.info("there is no collection {}: its demo documents are left out", collection);
      return 0;
    }
    if (answer.status() != OK) {
      throw new IllegalStateException(
          "loading " + collection + " was answered " + answer.status() + ": " + answer.body());
    }
    return Creation.count(answer.body());
  }

  static ObjectNode document(CatalogProduct product) {
    ObjectNode document = GatewayClient.JSON.valueToTree(product);
    return document.put("id", product.id());
  }

  private static ObjectNode parse(String line) {
    try {
      return (ObjectNode) GatewayClient.JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
