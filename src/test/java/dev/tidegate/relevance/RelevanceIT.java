package dev.tidegate.relevance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.replay.RetailProducts;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.RealServers;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The judged queries, asked of the gateway and of Elasticsearch as it comes. */
@GatewayTest
@ExtendWith(RealServers.class)
class RelevanceIT {
  /** The mean when the ranking was last changed, rounded down to 0.005. */
  private static final double FLOOR = 0.93;

  private static final double MARGIN = 0.15;

  @Test
  void ranksRealProductsBetterThanPlainMatch(
      GatewayServer gateway, ElasticsearchServer elasticsearch)
      throws IOException, InterruptedException {
    ProductSearch search = new ProductSearch(gateway, elasticsearch, RetailProducts.orSkip());
    RelevanceTable table = ProductSearch.table();
    search.ask(Judgements.read(), table);
    table.print(System.out);
    assertThat(table.mean(0)).isGreaterThan(FLOOR).isGreaterThan(table.mean(1) + MARGIN);
    // Even with all its words wanted it does not fall behind one that is content with some.
    assertThat(table.mean(0)).isGreaterThan(table.mean(2)).isGreaterThan(table.mean(3));
  }
}
