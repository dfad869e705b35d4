package dev.tidegate.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** State of a product as the simulator knows it. Confined to the context of the simulator. */
final class SimulatedProduct {
  private static final double SALE_PRICE = 0.8;

  private final String id;
  private final long listed;
  private long stock;
  private boolean onSale;

  SimulatedProduct(CatalogProduct product) {
    this.id = product.id();
    this.onSale = Badges.SALE.equals(product.badge());
    this.listed = onSale ? PricePoints.price(product.price() / SALE_PRICE) : product.price();
    this.stock = product.stock();
  }

  String id() {
    return id;
  }

  /** The price outside of sales, in minor units. */
  long listed() {
    return listed;
  }

  long stock() {
    return stock;
  }

  boolean onSale() {
    return onSale;
  }

  void sale(boolean begins) {
    onSale = begins;
  }

  /** Applies the fields in a response of the gateway. Other fields remain. */
  void observe(JsonNode doc) {
    stock = doc.path("stock").asLong(stock);
    if (doc.has("price")) {
      onSale = Badges.SALE.equals(doc.path("badge").asText());
    }
  }
}
