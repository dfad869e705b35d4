package dev.tidegate.relevance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The queries judged over the multilingual shop, which needs no data from outside. */
@ExtendWith(RealServers.class)
class ShopRelevanceIT {
  /** The mean when the ranking was last changed, rounded down to 0.005. */
  private static final double FLOOR = 0.74;

  @Test
  void ranksProductsInManyLanguages(RedisServer redis, ElasticsearchServer elasticsearch)
      throws IOException, InterruptedException {
    Map<String, String> collections = Map.of("products", Shop.collection());
    RelevanceTable table = ProductSearch.table();
    try (GatewayServer gateway =
        GatewayServer.start(redis.url(), elasticsearch.url(), collections)) {
      ProductSearch search = new ProductSearch(gateway, elasticsearch, Shop.products());
      for (String part : Shop.PARTS) {
        table.part(part);
        search.ask(Shop.judgements(part), table);
      }
    }
    table.print(System.out);
    assertThat(table.mean(0)).isGreaterThan(FLOOR);
  }
}
