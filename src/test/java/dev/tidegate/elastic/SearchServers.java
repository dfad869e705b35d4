package dev.tidegate.elastic;

import static dev.tidegate.testing.JsonText.json;

import dev.tidegate.config.GatewayConfig;
import dev.tidegate.model.Collection;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import dev.tidegate.testing.Schemas;
import dev.tidegate.testing.Stores;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real Redis and a real Elasticsearch, and a fresh store and index for each test. */
@ExtendWith({RealServers.class, VertxExtension.class})
abstract class SearchServers {
  final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8);
  String redisUrl = "";
  String elasticsearchUrl = "";
  Vertx vertx;
  SearchStack stack;

  @BeforeEach
  void start(RedisServer redis, ElasticsearchServer elasticsearch, Vertx own) {
    vertx = own;
    redisUrl = redis.url();
    elasticsearchUrl = elasticsearch.url();
    stack = start(Schemas.products());
  }

  SearchStack start(Collection collection) {
    return stack(collection, true);
  }

  /**
   * Creates a stack.
   *
   * @param rebuilding whether the stack creates indices
   */
  SearchStack stack(Collection collection, boolean rebuilding) {
    GatewayConfig config = Stores.both(redisUrl, elasticsearchUrl, prefix);
    SearchStack made = new SearchStack(vertx, config, List.of(collection));
    if (rebuilding) {
      made.rebuilds.start();
    }
    return made;
  }

  RawElasticsearch raw() {
    return new RawElasticsearch(elasticsearchUrl);
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  /** Stores four products, and waits until they are found and the first rebuild has ended. */
  void fill() {
    stack.put(
        "p1",
        """
        {"name": "Green tea set", "description": "Six cups, made of glass", "brand": "Acme",
         "tags": ["tea", "gift"], "price": 4500, "rating": 4.5, "organic": true,
         "updated": "2026-01-01T00:00:00Z"}
        """);
    stack.put(
        "p2",
        """
        {"name": "Black tea", "description": "Loose leaves from the café", "brand": "Globex",
         "tags": ["tea"], "price": 900, "rating": 3.5, "organic": false,
         "updated": "2026-01-02T00:00:00Z"}
        """);
    stack.put(
        "p3",
        """
        {"name": "Coffee mug", "description": "Not for tea", "brand": "Acme", "price": 1200,
         "updated": "2026-01-03T00:00:00Z", "extra": {"anything": [1]}}
        """);
    stack.put("p4", json("{'name': 'apple crate'}"));
    stack.indexer.start();
    stack.settle(4);
    stack.awaitIdle();
  }
}
