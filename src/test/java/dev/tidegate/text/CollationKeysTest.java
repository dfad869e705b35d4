package dev.tidegate.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.Collator;
import com.ibm.icu.util.ULocale;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CollationKeysTest {
  /** Longest term of an index, in bytes. */
  private static final int LONGEST_TERM = 32_766;

  private static final Comparator<String> BY_BYTES =
      (a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));

  private static final Comparator<String> BY_KEY =
      Comparator.comparing(CollationKeys::of, BY_BYTES);

  /** Parts of random texts: letters, marks, digits, signs, and ignorable characters. */
  private static final List<String> PIECES =
      List.of(
          "a",
          "A",
          "b",
          "Z",
          "z",
          "é",
          "e\u0301",
          "É",
          "ß",
          "ss",
          "æ",
          "ø",
          "İ",
          "ı",
          "i",
          "I",
          "ç",
          "c\u0327",
          "ñ",
          "\u0301",
          "\u0327",
          "\u0316",
          "0",
          "1",
          "10",
          "9",
          "½",
          " ",
          "-",
          "_",
          ".",
          "'",
          "&",
          "α",
          "Ω",
          "ώ",
          "ς",
          "σ",
          "я",
          "Я",
          "й",
          "и",
          "ё",
          "ا",
          "ب",
          "َ",
          "א",
          "ก",
          "เ",
          "แก",
          "ไ",
          "中",
          "文",
          "\u4e00",
          "あ",
          "ア",
          "か",
          "が",
          "ー",
          "한",
          "\u1112\u1161",
          "𠮷",
          "😀",
          "\uffee",
          "\ufdfa",
          "\u0000",
          "\u200d",
          "\u00ad",
          "\ue000");

  private static Collator collator() {
    Collator collator = Collator.getInstance(ULocale.ROOT);
    collator.setStrength(Collator.SECONDARY);
    collator.setDecomposition(Collator.CANONICAL_DECOMPOSITION);
    return collator;
  }

  private static void assertOrder(String... texts) {
    List<String> shuffled = new ArrayList<>(List.of(texts));
    Collections.shuffle(shuffled, new Random(1));
    shuffled.sort(BY_KEY);
    assertThat(shuffled).containsExactly(texts);
  }

  @Test
  void sortsByLettersThenAccentsThenCodePoints() {
    assertOrder("", " ", "-", "😀", "0", "10", "9", "Apple", "apple", "Zebra", "zebra");
    assertOrder("Istanbul", "istanbul", "İstanbul", "Izmir", "izmir");
    assertOrder("e", "é", "ea", "éa", "eb", "f");
    assertOrder("coop", "coöp", "coopt");
    assertOrder("STRASSE", "Strasse", "straße", "strast");
    assertOrder("apple", "Ωμέγα", "Яблоко", "אב", "ابجد", "ไทย", "あ", "ア", "一", "中", "𠮷");
  }

  @Test
  void isTheOrderOfTheCollator() {
    Collator collator = collator();
    Comparator<String> order = (a, b) -> collator.compare(a, b);
    Random random = new Random(20_101_201);
    List<String> texts =
        IntStream.range(0, 4_000)
            .mapToObj(
                i ->
                    random
                        .ints(random.nextInt(8), 0, PIECES.size())
                        .mapToObj(PIECES::get)
                        .collect(Collectors.joining()))
            .toList();
    List<String> expected = new ArrayList<>(texts);
    expected.sort(order.thenComparing(BY_BYTES));
    List<String> sorted = new ArrayList<>(texts);
    sorted.sort(BY_KEY);
    assertThat(sorted).isEqualTo(expected);
    for (int i = 0; i < texts.size() - 1; i++) {
      String a = texts.get(i);
      String b = texts.get(i + 1);
      assertThat(Integer.signum(BY_KEY.compare(a, b)))
          .as("'%s' and '%s'", a, b)
          .isEqualTo(Integer.signum(order.thenComparing(BY_BYTES).compare(a, b)));
    }
  }

  @Test
  void canonicallyEquivalentTextsHaveTheSameCollationKey() {
    for (String text : List.of("Crème Brûlée", "İstanbul", "ガ", "한국어", "ώ", "a\u0316\u0301")) {
      String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
      String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
      assertThat(collationKey(decomposed)).as(text).isEqualTo(collationKey(composed));
    }
    // The order of marks that don't touch each other doesn't matter.
    assertThat(collationKey("a\u0301\u0316")).isEqualTo(collationKey("a\u0316\u0301"));
  }

  private static String collationKey(String text) {
    String key = CollationKeys.of(text);
    assertThat(key).endsWith('\0' + text);
    return key.substring(0, key.length() - text.length());
  }

  @Test
  void aPrefixOfALongTextCounts() {
    String prefix = "a".repeat(CollationKeys.LONGEST_TEXT);
    assertThat(CollationKeys.of(prefix + "b")).isEqualTo(CollationKeys.of(prefix));
    assertThat(BY_KEY.compare(prefix, prefix.substring(1))).isPositive();
    String divided = "a".repeat(CollationKeys.LONGEST_TEXT - 1);
    assertThat(CollationKeys.of(divided + "😀")).isEqualTo(CollationKeys.of(divided));
  }

  @Test
  void keysAreFarBelowTheLongestTerm() {
    for (String piece : PIECES) {
      String text = piece.repeat(CollationKeys.LONGEST_TEXT);
      int bytes = CollationKeys.of(text).getBytes(UTF_8).length;
      assertThat(bytes).as(piece).isLessThan(LONGEST_TERM / 3);
    }
    // Beyond the longest collation key, code points decide.
    String longest = "\ufdfa".repeat(CollationKeys.LONGEST_TEXT - 1);
    assertThat(CollationKeys.of(longest).indexOf('\0'))
        .isEqualTo(CollationKeys.LONGEST_COLLATION_KEY);
    assertThat(BY_KEY.compare(longest + "a", longest + "B")).isPositive();
  }
}
