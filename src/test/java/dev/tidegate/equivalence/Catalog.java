package dev.tidegate.equivalence;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Random documents, changes of them, and the words they are made of. */
final class Catalog {
  static final int DOCUMENTS = 250;

  private static final List<String> WORDS =
      List.of(
          "tea",
          "teapot",
          "team",
          "cup",
          "cups",
          "café",
          "cafe",
          "Straße",
          "strasse",
          "lantern",
          "lanterns",
          "heart",
          "hearts",
          "white",
          "write",
          "red",
          "rod",
          "连衣裙",
          "裙",
          "crème",
          "cream",
          "box",
          "boxes",
          "t-shirt",
          "shirt",
          "a4",
          "a5",
          "set",
          "glass",
          "grass");

  private Catalog() {}

  static String word(Random random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  /** The word, or a misspelling of it. */
  static String bent(Random random, String word) {
    if (word.length() < 4 || random.nextBoolean()) {
      return word;
    }
    int at = 1 + random.nextInt(word.length() - 2);
    return random.nextBoolean()
        ? word.substring(0, at) + word.substring(at + 1)
        : word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
  }

  /** A line of a bulk. */
  static String change(Random random) {
    String id = "p" + random.nextInt(DOCUMENTS);
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> line("put", id, document(random));
      case 3, 4, 5 -> line("patch", id, "{\"price\":%d}".formatted(random.nextInt(1_000)));
      case 6 ->
          line("patch", id, "{\"stock\":null,\"brand\":\"b%d\"}".formatted(random.nextInt(4)));
      case 7 -> line("patch", id, "{\"name\":\"%s\"}".formatted(text(random)));
      case 8 -> line("adjust", id, "{\"stock\":%d}".formatted(random.nextInt(4) - 1));
      default -> "{\"op\":\"delete\",\"id\":\"%s\"}".formatted(id);
    };
  }

  private static String line(String op, String id, String doc) {
    return "{\"op\":\"%s\",\"id\":\"%s\",\"doc\":%s}".formatted(op, id, doc);
  }

  private static String document(Random random) {
    String more =
        (random.nextInt(4) > 0 ? ",\"price\":" + random.nextInt(1_000) : "")
            + (random.nextInt(4) > 0 ? ",\"stock\":" + random.nextInt(6) : "")
            + (random.nextInt(4) > 0 ? ",\"brand\":\"b" + random.nextInt(4) + "\"" : "")
            + (random.nextInt(3) == 0 ? ",\"description\":\"" + text(random) + "\"" : "");
    return "{\"name\":\"%s\",\"category\":\"c%d\",\"tags\":[%s]%s}"
        .formatted(text(random), random.nextInt(4), tags(random), more);
  }

  private static String tags(Random random) {
    return random
        .ints(random.nextInt(3), 0, 4)
        .distinct()
        .mapToObj(i -> "\"t" + i + "\"")
        .collect(Collectors.joining(","));
  }

  private static String text(Random random) {
    return random
        .ints(1 + random.nextInt(3), 0, WORDS.size())
        .mapToObj(WORDS::get)
        .collect(Collectors.joining(" "));
  }
}
