package dev.tidegate.replay;

import org.jspecify.annotations.Nullable;

/**
 * Changes of a line to its product. The price changes first, as the pieces are sold at it.
 *
 * @param newPence null if the price stays
 * @param adjustment null if the quantity is 0
 */
record LinePlan(@Nullable Long newPence, @Nullable Adjustment adjustment) {

  /** Amounts to add to the fields of the product. */
  record Adjustment(long stock, long sold) {}

  static LinePlan of(OrderLine line, ProductState state) {
    Long pence = line.pence();
    return new LinePlan(
        pence == null || pence.equals(state.pence()) ? null : pence,
        adjustment(line.quantity(), state.sold()));
  }

  private static @Nullable Adjustment adjustment(long quantity, long sold) {
    if (quantity == 0) {
      return null;
    }
    // More may come back than was sold: goods bought before the file begins, or found again.
    return new Adjustment(-quantity, Math.max(quantity, -sold));
  }
}
