package dev.tidegate.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.client.BulkOperation;
import dev.tidegate.client.BulkResult;
import dev.tidegate.client.TidegateClient;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills a gateway's collections with the demo shop. Documents that exist are left as they are. */
public final class DemoCatalog {
  private static final long SEED = 20_260_101;
  private static final List<String> SMALL = List.of("users", "orders", "devices", "posts");
  private static final Logger log = LoggerFactory.getLogger(DemoCatalog.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Vertx vertx;
  private final URI gateway;
  private final InstantSource clock;

  /**
   * Creates a loader.
   *
   * @param gateway address of the gateway
   */
  public DemoCatalog(Vertx vertx, URI gateway, InstantSource clock) {
    this.vertx = vertx;
    this.gateway = gateway;
    this.clock = clock;
  }

  /**
   * Loads all documents that are missing. Collections that are not configured are skipped.
   *
   * @return the number of documents created; fails if the gateway rejects a document
   */
  public Future<Integer> load() {
    Context context = vertx.getOrCreateContext();
    TidegateClient client = TidegateClient.builder(gateway).build();
    List<ObjectNode> products = products(clock).stream().map(DemoCatalog::document).toList();
    Future<Integer> loaded = create(client, "products", products, context);
    for (String name : SMALL) {
      loaded =
          loaded.compose(
              sum -> create(client, name, shipped(name), context).map(more -> sum + more));
    }
    return loaded.onComplete(done -> client.close());
  }

  static List<CatalogProduct> products(InstantSource clock) {
    return ProductGenerator.of(Assortment.shipped(), SEED, clock.instant());
  }

  static List<ObjectNode> shipped(String collection) {
    return DemoFiles.lines(collection + ".ndjson").stream().map(DemoCatalog::parse).toList();
  }

  private static Future<Integer> create(
      TidegateClient client, String collection, List<ObjectNode> documents, Context context) {
    List<BulkOperation> creations = documents.stream().map(DemoCatalog::creation).toList();
    return Calls.on(context, client.collection(collection).bulk(creations))
        .map(results -> created(collection, results));
  }

  /** Returns the creation of a document that has its id as a member. */
  private static BulkOperation creation(ObjectNode document) {
    ObjectNode doc = document.deepCopy();
    String id = doc.remove("id").asText();
    return BulkOperation.create(id, doc);
  }

  private static int created(String collection, List<BulkResult> results) {
    int created = 0;
    for (BulkResult result : results) {
      switch (result) {
        case BulkResult.Written written -> created++;
        case BulkResult.Failed failed -> throw failed.cause();
        case BulkResult.Rejected rejected -> {
          if (rejected.problem().is("unknown_collection")) {
            log.info("Demo documents skipped, unknown collection collection={}", collection);
            return 0;
          }
          requireExisting(rejected);
        }
      }
    }
    return created;
  }

  private static void requireExisting(BulkResult.Rejected rejected) {
    if (!rejected.problem().is("revision_mismatch")) {
      throw new IllegalStateException(
          "Demo document \"" + rejected.id() + "\" rejected: " + rejected.problem());
    }
  }

  static ObjectNode document(CatalogProduct product) {
    ObjectNode document = JSON.valueToTree(product);
    return document.put("id", product.id());
  }

  private static ObjectNode parse(String line) {
    try {
      return (ObjectNode) JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
