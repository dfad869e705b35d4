package dev.tidegate.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Decides what happens next: a few products are hot, and what sells out comes back later. */
final class Market {
  private static final double PRICES = 0.22;
  private static final double DELIVERIES = 0.08;
  private static final double READINGS = 0.05;
  private static final double SALES_BEGIN = 0.25;
  private static final double SALES_END = 0.5;
  private static final double DRIFT = 0.12;
  private static final long LOW = 6;

  private final List<SimulatedProduct> items;
  private final ZipfDistribution popularity;
  private final Sensors sensors;
  private final RandomGenerator random;

  /**
   * Creates a market.
   *
   * @param items the most wanted first; at least one
   */
  Market(List<SimulatedProduct> items, Sensors sensors, RandomGenerator random) {
    this.items = List.copyOf(items);
    this.popularity = new ZipfDistribution(items.size());
    this.sensors = sensors;
    this.random = random;
  }

  Movement next() {
    double draw = random.nextDouble();
    if (draw < PRICES) {
      return reprice(wanted());
    }
    if (draw < PRICES + DELIVERIES) {
      return delivery();
    }
    boolean reading = draw < PRICES + DELIVERIES + READINGS && !sensors.isEmpty();
    return reading ? sensors.next() : purchase();
  }

  private SimulatedProduct wanted() {
    return items.get(popularity.draw(random));
  }

  /** Returns a purchase. Some purchases exceed the stock, and the gateway rejects them. */
  private Movement purchase() {
    return new Movement.Purchase(wanted(), 1 + (random.nextInt(4) == 0 ? random.nextInt(3) : 0));
  }

  /** To one of those that are running out; while none is, shelves would only grow. */
  private Movement delivery() {
    List<SimulatedProduct> low = new ArrayList<>(items);
    low.removeIf(item -> item.stock() >= LOW);
    if (low.isEmpty()) {
      return purchase();
    }
    SimulatedProduct item = low.get(random.nextInt(low.size()));
    return new Movement.Delivery(item, 12L * (1 + random.nextInt(6)));
  }

  private Movement reprice(SimulatedProduct item) {
    boolean sale =
        item.onSale() ? random.nextDouble() >= SALES_END : random.nextDouble() < SALES_BEGIN;
    double factor =
        sale ? 0.65 + 0.2 * random.nextDouble() : 1 + DRIFT * (2 * random.nextDouble() - 1);
    return new Movement.Reprice(item, PricePoints.price(item.listed() * factor), sale);
  }
}
