package dev.tidegate.text;

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
 */
public record TextQuery(
    List<String> words, List<String> phrases, List<String> excluded, boolean open) {

  public TextQuery {
    words = List.copyOf(words);
    phrases = List.copyOf(phrases);
    excluded = List.copyOf(excluded);
  }

  public static TextQuery parse(String text) {
    return new Parser(text).parse();
  }

  public int terms() {
    return words.size() + phrases.size() + excluded.size();
  }

  private static final class Parser {
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
      boolean quoted = at < text.length() && text.charAt(at) == '"';
      String term = quoted ? phrase() : word();
      open = !quoted && !minus && at == text.length();
      if (!term.isBlank()) {
        (minus ? excluded : quoted ? phrases : words).add(term);
      }
    }

    private String phrase() {
      int start = at + 1;
      int end = text.indexOf('"', start);
      at = end < 0 ? text.length() : end + 1;
      return text.substring(start, end < 0 ? text.length() : end).strip();
    }

    private String word() {
      int start = at;
      while (at < text.length() && text.charAt(at) != '"' && !blank()) {
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
