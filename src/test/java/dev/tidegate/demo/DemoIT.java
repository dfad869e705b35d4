package dev.tidegate.demo;

import static dev.tidegate.testing.Futures.await;
import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.client.TidegateClient;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The catalog loaded into a gateway, and moved. */
@GatewayTest(collections = {"devices", "orders", "posts", "products", "users"})
@Timeout(60)
@ExtendWith(VertxExtension.class)
class DemoIT {
  private static final double RATE = 300;

  private final GatewayServer gateway;
  private final HttpCalls http;
  private final Vertx vertx;

  DemoIT(GatewayServer gateway, Vertx vertx) {
    this.vertx = vertx;
    this.gateway = gateway;
    this.http = gateway.http();
  }

  @BeforeEach
  void load() {
    await(catalog().load());
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + gateway.port());
  }

  private DemoCatalog catalog() {
    return new DemoCatalog(vertx, address(), ShippedDocuments.CLOCK);
  }

  @Test
  void whatExistsIsLeftAlone() {
    List<String> ids = List.of("tea-glass-teapot-0-5-l", "play-kite-stunt");
    http.patch("/v1/products/" + ids.get(0), json("{'price':1}"));
    http.delete("/v1/products/" + ids.get(1));
    assertThat(await(catalog().load())).isEqualTo(1);
    assertThat(doc("products", ids.get(0)).path("price").asLong()).isEqualTo(1);
    assertThat(doc("products", ids.get(1)).isEmpty()).isFalse();
  }

  @Test
  void everyDocumentIsThere() {
    long stored =
        List.of("products", "users", "orders", "devices", "posts").stream()
            .map(name -> http.get("/v1/" + name + "/_export").text().lines().skip(1).count())
            .mapToLong(Long::longValue)
            .sum();
    assertThat(stored).isEqualTo(ShippedDocuments.count());
  }

  @Test
  void productsAndReadingsMove() {
    Simulator simulator = new Simulator(vertx, address(), ShippedDocuments.CLOCK);
    String cold = doc("devices", "brno-cold-1").path("temperature").asText();
    await(simulator.start(RATE));
    Eventually.get(this::moved, count -> count > 100);
    Eventually.get(
        () -> doc("devices", "brno-cold-1").path("temperature").asText(), now -> !now.equals(cold));
    await(simulator.stop());
  }

  @Test
  void onlySalesTouchTheBadge() {
    http.put("/v1/products/badged", json("{'name':'A cup','price':900,'badge':'eco'}"));
    TidegateClient client = TidegateClient.builder(address()).build();
    MovementSender sender =
        new MovementSender(client, vertx.getOrCreateContext(), ShippedDocuments.CLOCK);
    SimulatedProduct item = new SimulatedProduct(badged("badged"));
    await(sender.send(new Movement.Reprice(item, 890, false)));
    assertThat(badge(item)).isEqualTo("eco");
    await(sender.send(new Movement.Reprice(item, 690, true)));
    assertThat(badge(item)).isEqualTo(Badges.SALE);
    await(sender.send(new Movement.Reprice(item, 890, false)));
    assertThat(doc("products", item.id()).has("badge")).isFalse();
    http.delete("/v1/products/badged");
    await(sender.send(new Movement.Reprice(item, 690, true)));
    assertThat(item.onSale()).as("what was refused is not believed").isFalse();
    client.close();
  }

  private static CatalogProduct badged(String id) {
    String date = ShippedDocuments.CLOCK.instant().toString();
    return new CatalogProduct(
        id, "A cup", "", "Calder", "tea", "eco", List.of(), 900, "EUR", 5, 0, "mug", date);
  }

  private long moved() {
    String ids =
        ShippedDocuments.products().stream()
            .map(CatalogProduct::id)
            .collect(Collectors.joining(","));
    JsonNode docs = http.get("/v1/products?fields=price,stock,sold&ids=" + ids).json().path("docs");
    long moved = 0;
    List<CatalogProduct> products = ShippedDocuments.products();
    for (int i = 0; i < docs.size(); i++) {
      JsonNode doc = docs.get(i).path("doc");
      CatalogProduct product = products.get(i);
      boolean same =
          doc.path("price").asLong() == product.price()
              && doc.path("stock").asLong() == product.stock();
      moved += same ? 0 : 1;
    }
    return moved;
  }

  private String badge(SimulatedProduct item) {
    return doc("products", item.id()).path("badge").asText();
  }

  private JsonNode doc(String collection, String id) {
    return http.get("/v1/" + collection + "/" + id).json().path("doc");
  }
}
