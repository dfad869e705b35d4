package dev.tidegate.text;

import com.ibm.icu.text.Normalizer2;
import org.apache.lucene.analysis.icu.ICUFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;

/**
 * The form in which words are compared: without case, accents, and width, in every locale. It is
 * Unicode's search folding (UTR #30) with NFKC, then plain ASCII letters for Latin ones, and one
 * form for each Arabic letter that is written with or without its hamza.
 */
final class Folding {
  private static final Normalizer2 UTR30 = ICUFoldingFilter.NORMALIZER;
  private static final Normalizer2 NFKC = Normalizer2.getNFKCCasefoldInstance();

  /** A Latin letter becomes at most so many of ASCII. */
  private static final int MOST_OF_ONE = 4;

  private static final char TEH_MARBUTA = '\u0629';
  private static final char HEH = '\u0647';
  private static final char ALEF_MAKSURA = '\u0649';
  private static final char YEH = '\u064A';
  private static final char TATWEEL = '\u0640';

  private Folding() {}

  /** Returns the folded text. It may be empty. */
  static String fold(String text) {
    if (isLowerAscii(text)) {
      return text;
    }
    String folded = UTR30.normalize(text);
    char[] from = folded.toCharArray();
    char[] plain = new char[from.length * MOST_OF_ONE];
    int length = ASCIIFoldingFilter.foldToASCII(from, 0, plain, 0, from.length);
    return new String(plain, 0, arabic(plain, length));
  }

  /** Returns the folded ideograph or kana. Voiced kana stay voiced. */
  static String foldUnit(String text) {
    return NFKC.normalize(text);
  }

  private static boolean isLowerAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || (c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return true;
  }

  private static int arabic(char[] text, int length) {
    int kept = 0;
    for (int i = 0; i < length; i++) {
      char c = text[i];
      if (c != TATWEEL) {
        text[kept++] = c == TEH_MARBUTA ? HEH : c == ALEF_MAKSURA ? YEH : c;
      }
    }
    return kept;
  }
}
