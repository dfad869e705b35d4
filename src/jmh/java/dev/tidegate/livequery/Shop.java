package dev.tidegate.livequery;

import dev.tidegate.jmh.Samples;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Values;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A shop of 10,000 products in 40 categories, of 200 brands, and what its visitors look for. */
public final class Shop {
  static final int PRODUCTS = 10_000;

  private static final int CATEGORIES = 40;
  private static final int BRANDS = 200;
  private static final int ADJECTIVES = 300;
  private static final int NOUNS = 700;
  private static final String[] SYLLABLES = {
    "ba", "co", "di", "fu", "ga", "he", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we"
  };

  private final SplittableRandom random;

  Shop(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A product that costs and has left what is given. */
  public static DocumentState product(int n, long rev, long price, long stock) {
    SplittableRandom own = new SplittableRandom(n);
    String name = word(own.nextInt(ADJECTIVES)) + " " + word(ADJECTIVES + own.nextInt(NOUNS));
    Map<String, byte[]> fields = new HashMap<>();
    fields.put("name", string(name));
    fields.put("description", string("Made by hand, as it was in " + word(own.nextInt(NOUNS))));
    fields.put("brand", string("brand" + own.nextInt(BRANDS)));
    fields.put("category", string("category" + own.nextInt(CATEGORIES)));
    fields.put("tags", json("[\"" + word(own.nextInt(30)) + "\",\"gift\"]"));
    fields.put("price", json(Long.toString(price)));
    fields.put("stock", json(Long.toString(stock)));
    fields.put("sold", json(Integer.toString(own.nextInt(1_000))));
    return new DocumentState(
        new DocumentKey(Samples.PRODUCTS.name(), "product-" + n),
        rev,
        Values.of(Samples.PRODUCTS, fields));
  }

  /** Returns a price. As in a shop, most are low. */
  public static long price(int n) {
    return (long) (100 * Math.pow(200, new SplittableRandom(n).nextDouble()));
  }

  /**
   * Returns a typical search: a page of a category within a range of prices, the products of a
   * brand in stock, some words, words and a price, cheap products, or the newest ones of a
   * category.
   */
  String search() {
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> "category=" + category() + "&price=" + range() + "&sort=price";
      case 3, 4 -> "brand=" + brand() + "," + brand() + "&stock=1..&sort=-price";
      case 5, 6 -> "q=" + word(random.nextInt(ADJECTIVES + NOUNS));
      case 7 -> "q=" + word(ADJECTIVES + random.nextInt(NOUNS)) + "&stock=1..&price=" + range();
      case 8 -> "stock=1..&price=" + range() + "&sort=price,name";
      default -> "category=" + category() + "&brand=!" + brand() + "&sort=-sold";
    };
  }

  private String category() {
    return "category" + random.nextInt(CATEGORIES);
  }

  private String brand() {
    return "brand" + random.nextInt(BRANDS);
  }

  private String range() {
    long low = price(random.nextInt());
    return low + ".." + (low + low / 2 + random.nextInt(100));
  }

  private static String word(int n) {
    List<String> parts = new ArrayList<>();
    for (int rest = n + 256; rest > 0; rest /= SYLLABLES.length) {
      parts.add(SYLLABLES[rest % SYLLABLES.length]);
    }
    return String.join("", parts);
  }

  private static byte[] string(String text) {
    return json('"' + text + '"');
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
