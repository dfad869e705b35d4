package dev.tidegate.equivalence;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** The words that random documents and queries are made of. */
final class Vocabulary {
  /** Many are written as another one is, with other signs, marks, or endings. */
  private static final List<String> WORDS =
      List.of(
          "tea",
          "teapot",
          "team",
          "tea pot",
          "cup",
          "cups",
          "café",
          "cafe",
          "cafe\u0301",
          "Straße",
          "strasse",
          "lantern",
          "lanterns",
          "heart",
          "hearts",
          "berry",
          "berries",
          "white",
          "write",
          "red",
          "rod",
          "Red Bull",
          "redbull",
          "red-bull",
          "bull",
          "连衣裙",
          "裙",
          "衣",
          "ガラス",
          "ｶﾞﾗｽ",
          "crème",
          "cre\u0300me",
          "cream",
          "box",
          "boxes",
          "T-Shirt",
          "t-shirts",
          "tshirt",
          "t shirt",
          "shirt",
          "L'Oréal",
          "L’Oréal",
          "loreal",
          "oreal",
          "a4",
          "a5",
          "500ml",
          "500 ml",
          "1,5 l",
          "1.5l",
          "15l",
          "1,000",
          "1000",
          "AB-123/4",
          "ab1234",
          "ab-1234",
          "C",
          "C++",
          "C#",
          "C/C++",
          "node.js",
          "nodejs",
          "Άρωμα",
          "ΑΡΩΜΑ",
          "Καφές",
          "ΚΑΦΕΣ",
          "أحذية",
          "احذية",
          "احذيه",
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

  private static final Map<String, String> SINGULARS =
      Map.of(
          "cups", "cup",
          "lanterns", "lantern",
          "hearts", "heart",
          "berries", "berry",
          "boxes", "box",
          "shirts", "shirt",
          "tshirts", "tshirt");

  private Vocabulary() {}

  /** The singular of an English plural among the words; any other word as it is. */
  static String singular(String word) {
    return SINGULARS.getOrDefault(word, word);
  }

  /**
   * Returns whether a dictionary has two neighboring ideographs or kana of the words in one word.
   */
  static boolean isOneWord(String left, String right) {
    return (left + right).equals("衣裙")
        || (Words.isKana(left.charAt(0)) && Words.isKana(right.charAt(0)));
  }

  static String word(Random random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  /** The word, or a misspelling of it. Ideographs and kana have none. */
  static String bent(Random random, String word) {
    if (word.length() < 4 || word.codePoints().anyMatch(c -> c > 0x3000) || random.nextBoolean()) {
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
        .ints(1 + random.nextInt(5), 0, WORDS.size())
        .mapToObj(WORDS::get)
        .collect(Collectors.joining(" ", start, ""));
  }
}
