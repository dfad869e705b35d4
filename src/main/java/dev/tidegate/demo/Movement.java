package dev.tidegate.demo;

/** Something that happens to a product. */
sealed interface Movement {
  Item item();

  record Purchase(Item item, long pieces) implements Movement {}

  record Delivery(Item item, long pieces) implements Movement {}

  /**
   * @param price in minor units
   * @param sale whether the sale badge goes on, or comes off
   */
  record Reprice(Item item, long price, boolean sale) implements Movement {}
}
