package dev.tidegate.equivalence;

import com.ibm.icu.text.Collator;
import com.ibm.icu.util.ULocale;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Words of a text, found a second time and in the plainest way. */
final class Words {
  private static final Collator ROOT = root();
  private static final String SIGNS_IN_WORDS = "-.'’";
  private static final String SIGNS_OF_ALTERNATIVES = "/&+:";

  /** Connection of a word to the one before it. */
  enum Link {
    NONE,
    ALTERNATIVE,
    SAME_WORD,
    SAME_NUMBER
  }

  /** A word at its place. */
  record Word(String text, Link link) {}

  private final String text;
  private final List<Word> words = new ArrayList<>();

  /** The end of the last word that may be linked; 0 if there is none. */
  private int lastEnd;

  private Words(String text) {
    this.text = text;
  }

  /**
   * Runs of letters and runs of digits. An ideograph or a kana is a word of its own. A name of one
   * or two letters has the signs behind it.
   */
  static List<Word> of(String text) {
    return new Words(Normalizer.normalize(text, Normalizer.Form.NFKC)).divided();
  }

  /** The words without their links. */
  static List<String> texts(List<Word> words) {
    return words.stream().map(Word::text).toList();
  }

  /** The words as one. The sign of a number stays. */
  static String joined(List<Word> words) {
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      boolean sign = i > 0 && words.get(i).link() == Link.SAME_NUMBER;
      joined.append(sign ? "." : "").append(words.get(i).text());
    }
    return joined.toString();
  }

  private List<Word> divided() {
    int at = 0;
    while (at < text.length()) {
      int end = at + 1;
      if (isUnit(text.charAt(at))) {
        words.add(new Word(text.substring(at, end), Link.NONE));
        lastEnd = 0;
      } else if (Character.isLetter(text.charAt(at))) {
        int letters = letters(at);
        end = signs(at, letters);
        String word = fold(text.substring(at, letters)) + text.substring(letters, end);
        words.add(new Word(word, link(at)));
        lastEnd = end;
      } else if (Character.isDigit(text.charAt(at))) {
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
          end++;
        }
        words.add(new Word(text.substring(at, end), link(at)));
        lastEnd = end;
      }
      at = end;
    }
    return words;
  }

  private int letters(int start) {
    int end = start;
    while (end < text.length() && (isPlainLetter(text.charAt(end)) || isMark(text.charAt(end)))) {
      end++;
    }
    return end;
  }

  private int signs(int start, int letters) {
    int end = letters;
    while (end < text.length() && "+#".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
    return ends && letters - start <= 2 ? end : letters;
  }

  private Link link(int start) {
    if (lastEnd == 0 || start > lastEnd + 1) {
      return Link.NONE;
    }
    if (start == lastEnd) {
      return Link.SAME_WORD;
    }
    char sign = text.charAt(lastEnd);
    boolean number =
        Character.isDigit(text.charAt(lastEnd - 1)) && Character.isDigit(text.charAt(start));
    if (number && (sign == ',' || sign == '.')) {
      return text.substring(start).matches("\\d{3}(\\D.*)?") ? Link.SAME_WORD : Link.SAME_NUMBER;
    }
    if (SIGNS_IN_WORDS.indexOf(sign) >= 0) {
      return Link.SAME_WORD;
    }
    return SIGNS_OF_ALTERNATIVES.indexOf(sign) >= 0 ? Link.ALTERNATIVE : Link.NONE;
  }

  private static boolean isPlainLetter(char c) {
    return Character.isLetter(c) && !isUnit(c);
  }

  static boolean isUnit(int c) {
    return Character.isIdeographic(c) || isKana(c);
  }

  static boolean isKana(int c) {
    return c >= 'ぁ' && c <= 'ヿ';
  }

  private static boolean isMark(char c) {
    return Character.getType(c) == Character.NON_SPACING_MARK;
  }

  /** Without case and accents. */
  static String fold(String letters) {
    String plain = Normalizer.normalize(letters.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
    return plain
        .replaceAll("\\p{M}", "")
        .replace("ß", "ss")
        .replace('ς', 'σ')
        .replace('ة', 'ه')
        .replace('ى', 'ي');
  }

  /** Compares two texts as the root collation does, then by code point. */
  static int compare(String a, String b) {
    int order = ROOT.compare(a, b);
    return order == 0 ? Arrays.compare(codePoints(a), codePoints(b)) : order;
  }

  private static int[] codePoints(String text) {
    return text.codePoints().toArray();
  }

  private static Collator root() {
    Collator root = Collator.getInstance(ULocale.ROOT);
    root.setStrength(Collator.SECONDARY);
    root.setDecomposition(Collator.CANONICAL_DECOMPOSITION);
    return root;
  }

  /** Returns whether a word of a document may be a misspelling of one asked for. */
  static boolean near(String asked, String word) {
    int edits = asked.length() < 3 ? 0 : asked.length() < 6 ? 1 : 2;
    return asked.charAt(0) == word.charAt(0) && distance(asked, word) <= edits;
  }

  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
