package dev.tidegate.demo;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes an assortment's products: the same ones from the same seed. */
final class ProductGenerator {
  /** Each larger size costs more, but less than its size would. */
  private static final double[] SIZES = {1, 1.2, 1.45, 1.75};

  private static final double SPECIAL = 1.1;
  private static final int MOST_SOLD = 2_400;
  private static final double FALL = 0.7;
  private static final Duration OLDEST_CHANGE = Duration.ofDays(60);

  private final SplittableRandom random;
  private final Instant now;
  private final List<CatalogProduct> made = new ArrayList<>();

  private ProductGenerator(long seed, Instant now) {
    this.random = new SplittableRandom(seed);
    this.now = now;
  }

  static List<CatalogProduct> of(Assortment assortment, long seed, Instant now) {
    ProductGenerator products = new ProductGenerator(seed, now);
    for (Assortment.Range range : assortment.ranges()) {
      for (Assortment.Kind kind : range.kinds()) {
        products.add(range, kind);
      }
    }
    return List.copyOf(products.made);
  }

  private void add(Assortment.Range range, Assortment.Kind kind) {
    String brand = range.brands().get(random.nextInt(range.brands().size()));
    for (int i = 0; i < kind.variants().size(); i++) {
      String variant = kind.variants().get(i);
      long listed = PricePoints.price(kind.price() * factor(variant, i, kind.variants().size()));
      String badge = badge();
      boolean sale = Badges.SALE.equals(badge);
      made.add(
          new CatalogProduct(
              slug(range.category() + " " + kind.name() + " " + variant),
              kind.name() + ", " + variant,
              kind.text(),
              brand,
              range.category(),
              badge,
              Stream.concat(kind.tags().stream(), Stream.of(kind.motif())).distinct().toList(),
              sale ? PricePoints.price(listed * 0.8) : listed,
              "EUR",
              stock(),
              sold(),
              kind.motif(),
              changed()));
    }
  }

  private static double factor(String variant, int place, int variants) {
    if (variant.matches("\\d.*\\p{L}.*")) {
      return SIZES[Math.min(place, SIZES.length - 1)];
    }
    boolean numbered = variant.matches("[\\d–%. ]+") || variant.matches("[SMLX]+");
    return !numbered && place == variants - 1 ? SPECIAL : 1;
  }

  private @Nullable String badge() {
    return random.nextDouble() < 0.3 ? Badges.ALL.get(random.nextInt(Badges.ALL.size())) : null;
  }

  private long stock() {
    double draw = random.nextDouble();
    if (draw < 0.03) {
      return 0;
    }
    return draw < 0.15 ? random.nextInt(1, 8) : random.nextInt(8, 140);
  }

  /** Few sell much and most sell little. */
  private long sold() {
    return Math.round(MOST_SOLD / Math.pow(1 + random.nextInt(480), FALL));
  }

  private String changed() {
    Duration age = Duration.ofMinutes(random.nextLong(OLDEST_CHANGE.toMinutes()));
    return now.minus(age).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String slug(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD)
        .replaceAll("\\p{M}|'", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("^-|-$", "");
  }
}
