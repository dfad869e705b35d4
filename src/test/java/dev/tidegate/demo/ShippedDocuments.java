package dev.tidegate.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** All that the demo writes. */
final class ShippedDocuments {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-13T09:00:00Z"));
  private static final List<String> SMALL = List.of("users", "orders", "devices", "posts");

  private ShippedDocuments() {}

  static List<CatalogProduct> products() {
    return DemoCatalog.products(CLOCK);
  }

  /** New ones, as the simulator begins with. */
  static List<SimulatedProduct> items() {
    return products().stream().map(SimulatedProduct::new).toList();
  }

  /** A collection's documents, with their ids as members. */
  static List<ObjectNode> of(String collection) {
    return collection.equals("products")
        ? products().stream().map(DemoCatalog::document).toList()
        : DemoCatalog.shipped(collection);
  }

  /** Returns the number of documents in all collections. */
  static int count() {
    return products().size() + SMALL.stream().mapToInt(name -> of(name).size()).sum();
  }
}
