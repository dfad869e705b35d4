package dev.tidegate.demo;

/** Something that happens in the demo shop. */
sealed interface Movement {

  /** What happens to a product. */
  sealed interface OfItem extends Movement {
    SimulatedProduct item();
  }

  record Purchase(SimulatedProduct item, long pieces) implements OfItem {}

  record Delivery(SimulatedProduct item, long pieces) implements OfItem {}

  /**
   * A new price.
   *
   * @param price in minor units
   * @param sale whether it is a sale's price
   */
  record Reprice(SimulatedProduct item, long price, boolean sale) implements OfItem {}

  /** A device's new measurement. */
  record Reading(String device, String field, double value) implements Movement {}
}
