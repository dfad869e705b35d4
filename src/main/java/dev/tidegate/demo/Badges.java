package dev.tidegate.demo;

import java.util.List;

/** Badges of the pictures of products. */
final class Badges {
  static final String SALE = "sale";
  static final List<String> ALL = List.of("new", SALE, "bestseller", "limited", "eco");

  private Badges() {}
}
