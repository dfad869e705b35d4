package dev.tidegate.load;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A search that is watched: of one brand, within a range of prices, the cheapest first.
 *
 * @param number that no other one has
 */
record WatchedSearch(int number, String brand, int from, int to, int limit) {
  static final int LEAST_PRICE = 100;
  static final int PRICES = 9_000;

  /** Returns distinct searches, each with about {@code members} of the documents. */
  static List<WatchedSearch> distinct(int count, int members, int documents) {
    double share = (double) members * Documents.BRANDS.length / documents;
    int width = (int) Math.max(1, Math.min(PRICES, PRICES * share));
    Set<String> searches = new HashSet<>();
    return Stream.iterate(0, i -> i + 1)
        .map(i -> of(i, width, Math.min(200, 3 * members + 10)))
        .filter(listing -> searches.add(listing.search()))
        .limit(count)
        .toList();
  }

  private static WatchedSearch of(int number, int width, int limit) {
    int brands = Documents.BRANDS.length;
    int from = LEAST_PRICE + (int) (Skew.fraction(number) * PRICES);
    int to = from + width + (int) (Skew.fraction(-1L - number) * Math.max(1, width / 2));
    return new WatchedSearch(number, Documents.BRANDS[number % brands], from, to, limit);
  }

  String id() {
    return "s" + number;
  }

  String subscribe(String collection) {
    return """
        {"type":"subscribe","id":"%s","collection":"%s","fields":["price"],"query":\
        {"filter":{"brand":"%s","price":{"gte":%d,"lte":%d}},"sort":"price","limit":%d}}"""
        .formatted(id(), collection, brand, from, to, limit);
  }

  String search() {
    return "?fields=price&brand=%s&price=%d..%d&sort=price&limit=%d"
        .formatted(brand, from, to, limit);
  }
}
