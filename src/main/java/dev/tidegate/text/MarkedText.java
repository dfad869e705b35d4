package dev.tidegate.text;

import java.util.BitSet;
import java.util.List;

/** A value with some of its words marked. */
final class MarkedText {
  private static final String BEGIN = "<em>";
  private static final String END = "</em>";

  private final String text;
  private final List<Word> words;
  private final BitSet marks = new BitSet();

  MarkedText(String text, List<Word> words) {
    this.text = text;
    this.words = words;
  }

  boolean has(WordPattern wanted) {
    return words.stream().anyMatch(word -> wanted.matches(word.text()));
  }

  void mark(WordPattern wanted) {
    for (int i = 0; i < words.size(); i++) {
      if (wanted.matches(words.get(i).text())) {
        marks.set(i);
      }
    }
  }

  /** Marks the words where they stand one after the other. */
  void markPhrase(List<String> phrase) {
    if (phrase.isEmpty()) {
      return;
    }
    for (int i = 0; i + phrase.size() <= words.size(); i++) {
      if (standsAt(i, phrase)) {
        marks.set(i, i + phrase.size());
      }
    }
  }

  private boolean standsAt(int place, List<String> phrase) {
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
