package dev.tidegate.text;

import dev.tidegate.model.Leniency;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a query, taken apart. A quote that is not closed runs to the end; a minus counts only
 * before a word or a phrase.
 *
 * @param words each wanted, in the order typed
 * @param phrases each wanted, word after word
 * @param excluded words and phrases that must not occur
 * @param open whether the last word ends the text, so that more of it may follow
 * @param optional words that a document need not have, but is ranked by
 * @param typos whether typing errors are tolerated
 */
public record TextQuery(
    List<String> words,
    List<String> phrases,
    List<String> excluded,
    boolean open,
    List<String> optional,
    boolean typos) {

  public TextQuery {
    words = List.copyOf(words);
    phrases = List.copyOf(phrases);
    excluded = List.copyOf(excluded);
    optional = List.copyOf(optional);
  }

  /** Creates a query of which all words are wanted, and typing errors are tolerated. */
  public TextQuery(List<String> words, List<String> phrases, List<String> excluded, boolean open) {
    this(words, phrases, excluded, open, List.of(), true);
  }

  /** Parses a text. */
  public static TextQuery parse(String text) {
    return new Parser(text).parse();
  }

  /** Parses the text of a query and applies its leniency. */
  public static TextQuery of(String text, Leniency leniency) {
    TextQuery all = parse(text);
    if (leniency.equals(Leniency.USUAL)) {
      return all;
    }
    List<String> wanted = new ArrayList<>();
    List<String> optional = new ArrayList<>();
    for (int i = 0; i < all.words.size(); i++) {
      (leniency.optional().contains(i) ? optional : wanted).add(all.words.get(i));
    }
    boolean open = all.open && !leniency.optional().contains(all.words.size() - 1);
    return new TextQuery(wanted, all.phrases, all.excluded, open, optional, leniency.typos());
  }

  /** Returns a query for each word of this one. */
  public List<TextQuery> eachWord() {
    List<TextQuery> each = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      boolean last = i == words.size() - 1;
      boolean tolerant = typos && i < QueryWords.MAX_TOLERANT;
      each.add(
          new TextQuery(
              List.of(words.get(i)), List.of(), List.of(), open && last, List.of(), tolerant));
    }
    return each;
  }

  /** A query that wants the optional words of this one. */
  public TextQuery onlyOptional() {
    return new TextQuery(optional, List.of(), List.of(), false, List.of(), typos);
  }

  /** Returns the number of words and phrases that are wanted or excluded. */
  public int terms() {
    return words.size() + phrases.size() + excluded.size();
  }

  private static final class Parser {
    /** Straight, curly, and angle quotes. Any of them begins and ends a phrase. */
    private static final String QUOTES = "\"\u201C\u201D\u201E\u201F\u00AB\u00BB\uFF02";

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final List<String> phrases = new ArrayList<>();
    private final List<String> excluded = new ArrayList<>();
    private int at;
    private boolean open;

    Parser(String text) {
      this.text = text;
    }

    TextQuery parse() {
      skipBlanks();
      while (at < text.length()) {
        term();
        skipBlanks();
      }
      return new TextQuery(words, phrases, excluded, open);
    }

    private void term() {
      boolean minus = text.charAt(at) == '-';
      if (minus) {
        at++;
      }
      boolean quoted = at < text.length() && isQuote(at);
      String term = quoted ? phrase() : word();
      open = !quoted && !minus && at == text.length();
      if (!term.isBlank()) {
        (minus ? excluded : quoted ? phrases : words).add(term);
      }
    }

    private String phrase() {
      int start = at + 1;
      int end = start;
      while (end < text.length() && !isQuote(end)) {
        end++;
      }
      at = Math.min(end + 1, text.length());
      return text.substring(start, end).strip();
    }

    private boolean isQuote(int place) {
      return QUOTES.indexOf(text.charAt(place)) >= 0;
    }

    /** Returns whether the quote behind a number means inches, as in {@code 24" monitor}. */
    private boolean isInches(int place) {
      return place > 0
          && Character.isDigit(text.charAt(place - 1))
          && (place + 1 == text.length() || Character.isWhitespace(text.charAt(place + 1)));
    }

    private String word() {
      int start = at;
      while (at < text.length() && !blank() && (!isQuote(at) || isInches(at))) {
        at++;
      }
      return text.substring(start, at);
    }

    private void skipBlanks() {
      while (at < text.length() && blank()) {
        at++;
      }
    }

    private boolean blank() {
      return Character.isWhitespace(text.charAt(at)) || Character.isSpaceChar(text.charAt(at));
    }
  }
}
