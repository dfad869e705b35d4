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

  /**
   * Words that texts start with. They differ in case and accents, are of several scripts, and are
   * not like any word that queries contain.
   */
  private static final List<String> STARTS =
      List.of(
          "Éclair",
          "éclair",
          "eclair",
          "e\u0301clair",
          "Zebra",
          "zebra",
          "Ñu",
          "nu",
          "NUB",
          "İzmir",
          "Izmir",
          "ızmir",
          "10",
          "9",
          "Ωμέγα",
          "ωμεγα",
          "Яблоко",
          "яблоко",
          "אבג",
          "شاي",
          "ชา",
          "かな",
          "カナ",
          "一",
          "𠮷",
          "\uffee");

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
    String start = random.nextBoolean() ? STARTS.get(random.nextInt(STARTS.size())) + " " : "";
    return random
        .ints(1 + random.nextInt(3), 0, WORDS.size())
        .mapToObj(WORDS::get)
        .collect(Collectors.joining(" ", start, ""));
  }
}
