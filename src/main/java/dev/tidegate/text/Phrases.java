package dev.tidegate.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Phrases that complete what was typed: the words typed where they stand together in names, with up
 * to three more, as far as several names have them in common.
 */
public final class Phrases {
  private static final int MORE_WORDS = 3;
  private static final int LONGEST_LINK = 3;

  /** Separators within a phrase, without a meaning of their own. */
  private static final Pattern JOINT = Pattern.compile("[\\s\\p{Z}]*|[-'’/&+]");

  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

  private final List<String> typed;
  private final Map<String, Phrase> byWords = new LinkedHashMap<>();
  private final Set<String> lastWords = new HashSet<>();

  public Phrases(List<String> typed) {
    this.typed = typed;
  }

  /** Takes the phrases of a name. */
  public void add(String name, List<Word> words) {
    int first = place(words);
    for (int i = 0; i < words.size(); i++) {
      if (i + 1 == words.size() || !joined(name, words, i + 1)) {
        lastWords.add(words.get(i).text());
      }
    }
    if (first < 0) {
      return;
    }
    int longest = Math.min(words.size(), first + typed.size() + MORE_WORDS);
    StringBuilder key = new StringBuilder();
    for (int i = first; i < longest && (i == first || joined(name, words, i)); i++) {
      key.append(key.isEmpty() ? "" : " ").append(words.get(i).text());
      if (i >= first + typed.size() - 1) {
        int more = i - first - typed.size() + 1;
        String last = words.get(i).text();
        String text = name.substring(words.get(first).start(), words.get(i).end());
        byWords.computeIfAbsent(key.toString(), k -> new Phrase(k, more, last, plain(text)))
            .names++;
      }
    }
  }

  /** The most common first; of one and its beginning with the same names, the longer. */
  public List<String> best(int limit) {
    List<Phrase> best = new ArrayList<>();
    String asTyped = String.join(" ", typed);
    for (Phrase phrase : byWords.values()) {
      if (phrase.names > 1
          && !phrase.words.equals(asTyped)
          && (phrase.more == 0 || mayEnd(phrase.last))
          && !isCovered(phrase)) {
        best.add(phrase);
      }
    }
    best.sort(Comparator.comparingInt((Phrase phrase) -> phrase.names).reversed());
    return best.stream().limit(limit).map(phrase -> phrase.text).toList();
  }

  private boolean isCovered(Phrase phrase) {
    return byWords.values().stream()
        .anyMatch(
            other -> other.names == phrase.names && other.words.startsWith(phrase.words + " "));
  }

  /** Returns the place of the typed words in sequence: exact, or else with typing errors. */
  private int place(List<Word> words) {
    int right = place(words, false);
    return right >= 0 ? right : place(words, true);
  }

  private int place(List<Word> words, boolean misspelt) {
    for (int first = 0; first + typed.size() <= words.size(); first++) {
      int matched = 0;
      while (matched < typed.size()
          && begins(words.get(first + matched).text(), typed.get(matched), misspelt)) {
        matched++;
      }
      if (matched == typed.size()) {
        return first;
      }
    }
    return -1;
  }

  private static boolean begins(String word, String typed, boolean misspelt) {
    return misspelt ? Spelling.mayBegin(word, typed) : word.startsWith(typed);
  }

  private static boolean joined(String name, List<Word> words, int i) {
    String between = name.substring(words.get(i - 1).end(), words.get(i).start());
    return JOINT.matcher(between).matches();
  }

  /**
   * Returns whether a phrase can end with a word. Short words such as "of" and "and", in any
   * language, never end a name or a part of it.
   */
  private boolean mayEnd(String word) {
    return word.codePointCount(0, word.length()) > LONGEST_LINK
        || lastWords.contains(word)
        || word.codePoints().anyMatch(c -> !Character.isLetter(c) || Character.isIdeographic(c));
  }

  private static String plain(String text) {
    return BLANKS.matcher(text).replaceAll(" ").toLowerCase(Locale.ROOT);
  }

  private static final class Phrase {
    private final String words;
    private final int more;
    private final String last;
    private final String text;
    private int names;

    Phrase(String words, int more, String last, String text) {
      this.words = words;
      this.more = more;
      this.last = last;
      this.text = text;
    }
  }
}
