package dev.tidegate.text;

import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/** A value with some of its words marked. */
final class MarkedText {
  private static final String BEGIN = "<em>";
  private static final String END = "</em>";

  private final String text;
  private final List<Word> words;
  private final List<Span> terms;
  private final BitSet marks = new BitSet();

  MarkedText(String text, List<Word> words, List<Span> terms) {
    this.text = text;
    this.words = words;
    this.terms = terms;
  }

  /** Marks the words, and the words of the terms, that meet a condition. */
  boolean mark(Predicate<String> condition) {
    boolean marked = false;
    for (int i = 0; i < words.size(); i++) {
      if (condition.test(words.get(i).text())) {
        marks.set(i);
        marked = true;
      }
    }
    for (Span term : terms) {
      if (condition.test(term.term())) {
        marks.set(term.first(), term.end());
        marked = true;
      }
    }
    return marked;
  }

  /** Marks the words where they stand one after the other. */
  boolean markPhrase(List<String> phrase) {
    if (phrase.size() == 1) {
      return mark(phrase.getFirst()::equals);
    }
    boolean marked = false;
    if (phrase.isEmpty()) {
      return false;
    }
    for (int i = 0; i + phrase.size() <= words.size(); i++) {
      if (isAt(i, phrase)) {
        marks.set(i, i + phrase.size());
        marked = true;
      }
    }
    return marked;
  }

  private boolean isAt(int place, List<String> phrase) {
    for (int i = 0; i < phrase.size(); i++) {
      if (!words.get(place + i).text().equals(phrase.get(i))) {
        return false;
      }
    }
    return true;
  }

  boolean isMarked() {
    return !marks.isEmpty();
  }

  /** Returns the words of the text. */
  List<Word> words() {
    return words;
  }

  /** The text in HTML, the marked words in {@code <em>}: in one where nothing is between them. */
  String html() {
    StringBuilder html = new StringBuilder(text.length() + 32);
    int at = 0;
    for (int i = marks.nextSetBit(0); i >= 0; i = marks.nextSetBit(i + 1)) {
      int start = words.get(i).start();
      while (marks.get(i + 1) && words.get(i + 1).start() == words.get(i).end()) {
        i++;
      }
      int end = words.get(i).end();
      html.append(escape(text.substring(at, start))).append(BEGIN);
      html.append(escape(text.substring(start, end))).append(END);
      at = end;
    }
    return html.append(escape(text.substring(at))).toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
