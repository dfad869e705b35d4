package dev.tidegate.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import dev.tidegate.text.Word.Link;
import java.util.ArrayList;
import java.util.List;

/**
 * Division of one text into words.
 *
 * <ul>
 *   <li>A run of letters is a word, and a run of digits is another one: {@code 500ml} is {@code
 *       500} and {@code ml}, linked firmly.
 *   <li>A name of one or two letters has the signs behind it: {@code C++}, {@code C#}.
 *   <li>Each ideograph and each kana is a word. In a query, those that are one word in ICU's
 *       dictionary are linked firmly.
 *   <li>Thai, Lao, Khmer, and Myanmar are divided by ICU's dictionaries.
 *   <li>An emoji is a word.
 * </ul>
 */
final class WordDivider {
  /** Most code points of a word. A longer run becomes several words. */
  private static final int MAX_LENGTH = 100;

  /** Most code points of a name that has signs behind it. */
  private static final int MAX_SIGNED = 2;

  private static final String FIRM = "-'._\u2019\u2018\u02BC\uFF07\u2010\u2011\u00B7";
  private static final String LOOSE = "/\\&+:\u2013\uFF0F\uFF06";
  private static final String DECIMAL = ".,\u066B\uFF0C";

  /** Number of digits after a sign that groups thousands. */
  private static final int THOUSANDS = 3;

  private static final BreakIterator DICTIONARY = BreakIterator.getWordInstance(ULocale.ROOT);

  private final String text;
  private final boolean linksUnits;
  private final List<Word> words = new ArrayList<>();
  private CharacterKind lastKind = CharacterKind.NONE;
  private int lastEnd;

  /**
   * Creates the division of a text.
   *
   * @param linksUnits whether ideographs and kana of one word are linked
   */
  WordDivider(String text, boolean linksUnits) {
    this.text = text;
    this.linksUnits = linksUnits;
  }

  List<Word> divide() {
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      CharacterKind kind = CharacterKind.of(codePoint);
      at =
          switch (kind) {
            case LETTER -> letters(at);
            case DIGIT -> run(at, kind);
            case UNIT -> units(at);
            case UNSPACED -> unspaced(at);
            case PICTURE -> picture(at);
            case MARK, NONE -> at + Character.charCount(codePoint);
          };
    }
    return words;
  }

  private int letters(int start) {
    int end = end(start, CharacterKind.LETTER, MAX_LENGTH);
    int signs = signs(start, end);
    add(start, end, Folding.fold(text.substring(start, end)) + text.substring(end, signs), true);
    lastKind = CharacterKind.LETTER;
    lastEnd = signs;
    return signs;
  }

  private int run(int start, CharacterKind kind) {
    int end = end(start, kind, MAX_LENGTH);
    add(start, end, Folding.fold(text.substring(start, end)), true);
    lastKind = kind;
    lastEnd = end;
    return end;
  }

  /** The end of the signs that belong to the name before them. */
  private int signs(int start, int end) {
    int at = end;
    while (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '#')) {
      at++;
    }
    boolean ends =
        at == text.length() || CharacterKind.of(text.codePointAt(at)) == CharacterKind.NONE;
    return ends && text.codePointCount(start, end) <= MAX_SIGNED ? at : end;
  }

  private int units(int start) {
    int end = end(start, CharacterKind.UNIT, Integer.MAX_VALUE);
    if (linksUnits) {
      pieces(start, end, (from, to) -> eachUnit(from, to, true));
    } else {
      eachUnit(start, end, false);
    }
    return after(end, CharacterKind.UNIT);
  }

  private void eachUnit(int start, int end, boolean linked) {
    int at = start;
    while (at < end) {
      int next = end(at, CharacterKind.UNIT, 1);
      add(at, next, Folding.foldUnit(text.substring(at, next)), false);
      if (linked && at > start) {
        linkLast();
      }
      at = next;
    }
  }

  private int unspaced(int start) {
    int end = end(start, CharacterKind.UNSPACED, Integer.MAX_VALUE);
    pieces(
        start,
        end,
        (from, to) -> {
          int last = Math.min(to, from + MAX_LENGTH);
          add(from, last, Folding.fold(text.substring(from, last)), false);
        });
    return after(end, CharacterKind.UNSPACED);
  }

  private int picture(int start) {
    int at = start;
    boolean joined = true;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      CharacterKind kind = CharacterKind.of(codePoint);
      boolean continues = kind == CharacterKind.MARK || isModifier(codePoint);
      if (!continues && !(kind == CharacterKind.PICTURE && joined)) {
        break;
      }
      joined = codePoint == ZERO_WIDTH_JOINER;
      at += Character.charCount(codePoint);
    }
    add(start, at, text.substring(start, at).replace("\uFE0F", ""), false);
    return after(at, CharacterKind.PICTURE);
  }

  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private static boolean isModifier(int codePoint) {
    return codePoint >= 0x1F3FB && codePoint <= 0x1F3FF;
  }

  private int after(int end, CharacterKind kind) {
    lastKind = kind;
    lastEnd = end;
    return end;
  }

  private interface Piece {
    void take(int start, int end);
  }

  private void pieces(int start, int end, Piece piece) {
    BreakIterator words = (BreakIterator) DICTIONARY.clone();
    words.setText(text.substring(start, end));
    int from = words.first();
    for (int to = words.next(); to != BreakIterator.DONE; to = words.next()) {
      piece.take(start + from, start + to);
      from = to;
    }
  }

  /** The end of the run of a kind that starts here, at most so many characters besides marks. */
  private int end(int start, CharacterKind kind, int most) {
    int at = start;
    int taken = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      CharacterKind next = CharacterKind.of(codePoint);
      if (next != CharacterKind.MARK) {
        if (next != kind || taken == most) {
          break;
        }
        taken++;
      }
      at += Character.charCount(codePoint);
    }
    return at;
  }

  private void add(int start, int end, String folded, boolean linkable) {
    if (!folded.isEmpty() && !folded.isBlank()) {
      words.add(new Word(plain(folded), start, end, linkable ? link(start) : Link.NONE));
    }
  }

  /** Without blanks, which some compatibility characters fold into. */
  private static String plain(String folded) {
    return folded.indexOf(' ') < 0 ? folded : folded.replace(" ", "");
  }

  private void linkLast() {
    if (!words.isEmpty()) {
      Word last = words.removeLast();
      words.add(new Word(last.text(), last.start(), last.end(), Link.FIRM));
    }
  }

  private Link link(int start) {
    if (words.isEmpty() || (lastKind != CharacterKind.LETTER && lastKind != CharacterKind.DIGIT)) {
      return Link.NONE;
    }
    if (lastEnd == start) {
      return Link.FIRM;
    }
    if (start - lastEnd > 1) {
      return Link.NONE;
    }
    char sign = text.charAt(lastEnd);
    boolean number =
        lastKind == CharacterKind.DIGIT
            && CharacterKind.of(text.codePointAt(start)) == CharacterKind.DIGIT;
    if (DECIMAL.indexOf(sign) >= 0 && number) {
      int end = end(start, CharacterKind.DIGIT, MAX_LENGTH);
      return text.codePointCount(start, end) == THOUSANDS ? Link.FIRM : Link.DECIMAL;
    }
    if (FIRM.indexOf(sign) >= 0) {
      return Link.FIRM;
    }
    return LOOSE.indexOf(sign) >= 0 ? Link.LOOSE : Link.NONE;
  }
}
