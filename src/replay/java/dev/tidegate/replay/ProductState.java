package dev.tidegate.replay;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What was last heard of a product.
 *
 * @param pence null while it has no price
 */
record ProductState(long sold, @Nullable Long pence) {

  static ProductState of(JsonNode doc) {
    JsonNode price = doc.get("price");
    return new ProductState(doc.path("sold").asLong(0), price == null ? null : price.asLong());
  }

  /** After an adjust was answered with the fields now. */
  ProductState adjusted(JsonNode doc) {
    return new ProductState(doc.path("sold").asLong(sold), pence);
  }

  ProductState priced(@Nullable Long newPence) {
    return new ProductState(sold, newPence);
  }
}
