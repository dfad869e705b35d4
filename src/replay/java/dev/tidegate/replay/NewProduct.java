package dev.tidegate.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A product as the first line that names it brings it into being.
 *
 * @param price in pence; absent until a line has one above 0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record NewProduct(String name, long stock, long sold, @Nullable Long price, String currency) {

  static NewProduct of(String name, long opening, @Nullable Long pence) {
    return new NewProduct(name, opening, 0, pence, "GBP");
  }
}
