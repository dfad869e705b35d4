package dev.tidegate.equivalence;

import com.ibm.icu.text.Collator;
import com.ibm.icu.util.ULocale;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What text means, written down a second time and in the plainest way. */
final class Words {
  private static final Collator ROOT = root();

  private Words() {}

  /** Runs of letters and digits; an ideograph is a word of its own. */
  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int c : fold(text).codePoints().toArray()) {
      boolean ideograph = Character.isIdeographic(c);
      if ((ideograph || !Character.isLetterOrDigit(c)) && !word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
      if (ideograph) {
        words.add(Character.toString(c));
      } else if (Character.isLetterOrDigit(c)) {
        word.appendCodePoint(c);
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  private static String fold(String text) {
    String plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
    return plain.replaceAll("\\p{M}", "").replace("ß", "ss");
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

  /** Whether a word of a document may be a misspelling of one asked for. */
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
