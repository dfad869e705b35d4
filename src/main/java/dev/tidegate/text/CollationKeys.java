package dev.tidegate.text;

import com.ibm.icu.text.Collator;
import com.ibm.icu.text.RawCollationKey;
import com.ibm.icu.text.RuleBasedCollator;
import com.ibm.icu.util.ULocale;
import java.nio.charset.StandardCharsets;

/**
 * Keys by which texts are sorted. The order of two keys by code point is the order of their texts
 * by the CLDR root collation at secondary strength: it ignores case, and accents decide where the
 * letters are equal. Texts that are equal in this order are sorted by code point.
 *
 * <p>A key contains each byte of the collation key as one character, then a zero, which such a key
 * ends with and has nowhere else, then the text.
 */
public final class CollationKeys {
  /** Version of the collation data. Keys of different versions can't be compared. */
  public static final String VERSION = root().getVersion().toString();

  /** Longest prefix of a text that counts, in UTF-16 units. */
  static final int LONGEST_TEXT = 512;

  /** Some characters, such as ligatures of Arabic phrases, have 28 bytes each. */
  static final int LONGEST_COLLATION_KEY = 4_096;

  /** A shared collator would have a lock. */
  private static final ThreadLocal<RuleBasedCollator> COLLATOR =
      ThreadLocal.withInitial(CollationKeys::collator);

  private CollationKeys() {}

  static String of(String text) {
    String prefix = prefix(text);
    RawCollationKey key = COLLATOR.get().getRawCollationKey(prefix, null);
    if (key.size <= LONGEST_COLLATION_KEY) {
      return new String(key.bytes, 0, key.size, StandardCharsets.ISO_8859_1).concat(prefix);
    }
    return new String(key.bytes, 0, LONGEST_COLLATION_KEY, StandardCharsets.ISO_8859_1)
        + '\0'
        + prefix;
  }

  private static String prefix(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    boolean divided = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1));
    return text.substring(0, divided ? LONGEST_TEXT - 1 : LONGEST_TEXT);
  }

  /** Decomposition makes canonically equivalent texts equal, however their marks are ordered. */
  private static RuleBasedCollator collator() {
    RuleBasedCollator collator = root().cloneAsThawed();
    collator.setStrength(Collator.SECONDARY);
    collator.setDecomposition(Collator.CANONICAL_DECOMPOSITION);
    return collator;
  }

  private static RuleBasedCollator root() {
    return (RuleBasedCollator) Collator.getInstance(ULocale.ROOT);
  }
}
