package dev.tidegate.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;

/** Role of a character in a word. A word consists of characters of one kind. */
enum CharacterKind {
  /** A letter of a script that separates words by blanks. */
  LETTER,
  /** A decimal digit. */
  DIGIT,
  /** An ideograph or a kana. Each one is a word, so that any part of a run is found. */
  UNIT,
  /** A letter of a script without blanks, whose words are in a dictionary. */
  UNSPACED,
  /** An emoji. */
  PICTURE,
  /** A combining mark or a joiner. It continues any word. */
  MARK,
  /** All else. It is in no word. */
  NONE;

  private static final CharacterKind[] ASCII = new CharacterKind[0x80];

  static {
    for (int c = 0; c < ASCII.length; c++) {
      ASCII[c] = Character.isLetter(c) ? LETTER : Character.isDigit(c) ? DIGIT : NONE;
    }
  }

  private static final int MULTIPLICATION_SIGN = 0xD7;
  private static final int KANA_PROLONGED = 0x30FC;
  private static final int NARROW_PROLONGED = 0xFF70;
  private static final int NARROW_VOICED = 0xFF9E;
  private static final int NARROW_SEMI_VOICED = 0xFF9F;

  static CharacterKind of(int codePoint) {
    return codePoint < ASCII.length ? ASCII[codePoint] : ofOther(codePoint);
  }

  private static CharacterKind ofOther(int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT -> {
        return isUnspaced(codePoint) ? UNSPACED : MARK;
      }
      case Character.DECIMAL_DIGIT_NUMBER -> {
        return DIGIT;
      }
      default -> {
        // Continues below.
      }
    }
    return switch (codePoint) {
      case MULTIPLICATION_SIGN -> LETTER;
      case KANA_PROLONGED, NARROW_PROLONGED -> UNIT;
      case NARROW_VOICED, NARROW_SEMI_VOICED -> MARK;
      default -> byScript(codePoint);
    };
  }

  private static CharacterKind byScript(int codePoint) {
    if (UCharacter.hasBinaryProperty(codePoint, UProperty.EMOJI_PRESENTATION)) {
      return PICTURE;
    }
    if (!Character.isLetter(codePoint)) {
      // Squared units of measure, as Japanese shops write them, fold into letters.
      boolean folds =
          Character.getType(codePoint) == Character.LETTER_NUMBER
              || UnicodeBlock.CJK_COMPATIBILITY.equals(UnicodeBlock.of(codePoint));
      return folds ? LETTER : NONE;
    }
    if (isUnspaced(codePoint)) {
      return UNSPACED;
    }
    return switch (UnicodeScript.of(codePoint)) {
      case HAN, HIRAGANA, KATAKANA -> UNIT;
      default -> LETTER;
    };
  }

  private static boolean isUnspaced(int codePoint) {
    return switch (UnicodeScript.of(codePoint)) {
      case THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }
}
