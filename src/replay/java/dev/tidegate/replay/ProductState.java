package dev.tidegate.replay;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Last received state of a product.
 *
 * @param pence null while it has no price
 */
record ProductState(long sold, @Nullable Long pence) {

  static ProductState of(JsonNode doc) {
    JsonNode price = doc.get("price");
    return new ProductState(doc.path("sold").asLong(0), price == null ? null : price.asLong());
  }

  /** Returns the state after an adjust that the gateway has accepted. */
  ProductState adjusted(LinePlan.Adjustment adjustment) {
    return new ProductState(sold + adjustment.sold(), pence);
  }

  ProductState priced(@Nullable Long newPence) {
    return new ProductState(sold, newPence);
  }
}
