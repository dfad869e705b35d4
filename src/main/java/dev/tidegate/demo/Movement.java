package dev.tidegate.demo;

/** An event in the demo shop. */
sealed interface Movement {

  record Purchase(SimulatedProduct item, long pieces) implements Movement {}

  record Delivery(SimulatedProduct item, long pieces) implements Movement {}

  /**
   * A new price.
   *
   * @param price in minor units
   * @param sale whether it is a sale's price
   */
  record Reprice(SimulatedProduct item, long price, boolean sale) implements Movement {}

  /** A device's new measurement. */
  record Reading(String device, String field, double value) implements Movement {}
}
