package dev.tidegate.demo;

/** Prices as shops write them: 12.90 and 249.00 rather than 12.37 and 251.18. */
final class PricePoints {
  private static final long LARGE = 10_000;

  private PricePoints() {}

  /** Returns the usual shop price nearest to an amount, in minor units; at least 90. */
  static long price(double amount) {
    long price =
        amount < LARGE
            ? Math.round(amount / 100) * 100 - 10
            : Math.round(amount / 1_000) * 1_000 - 100;
    return Math.max(90, price);
  }
}
