package dev.tidegate.equivalence;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** The words that random documents and queries are made of. */
final class Vocabulary {
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

  private Vocabulary() {}

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

  static String text(Random random) {
    return random
        .ints(1 + random.nextInt(3), 0, WORDS.size())
        .mapToObj(WORDS::get)
        .collect(Collectors.joining(" "));
  }
}
