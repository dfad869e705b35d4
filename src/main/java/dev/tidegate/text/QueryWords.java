package dev.tidegate.text;

import dev.tidegate.model.Collection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Wanted words of a query. The number of words with tolerance of typing errors is bounded, and so
 * is the cost of a search: each such word is compared with the whole vocabulary of the index.
 */
public final class QueryWords {
  /** Most words of a query in which typing errors are tolerated: the first ones. */
  static final int MAX_TOLERANT = 8;

  private static final int MAX_JOINED = 64;

  /** Most synonyms of one word. */
  private static final int MAX_OTHERS = 16;

  /** One word while what may stand in its place is collected. */
  private static final class Draft {
    private List<String> parts;
    private String joined;
    private boolean spelt;
    private final Set<String> others = new LinkedHashSet<>();
    private final List<List<String>> phrases = new ArrayList<>();
    private boolean unfinished;

    Draft(List<Word> group) {
      this.parts = group.stream().map(Word::text).toList();
      this.joined = Word.join(group);
      this.spelt = Spelling.isSpelt(joined);
    }

    boolean hasLetters() {
      return joined.codePoints().anyMatch(c -> CharacterKind.of(c) == CharacterKind.LETTER);
    }

    boolean isUnits() {
      return CharacterKind.of(joined.codePointAt(0)) == CharacterKind.UNIT;
    }

    /** Takes other words in place of its own. */
    void replace(List<String> words) {
      parts = words;
      joined = String.join("", words);
      spelt = false;
      unfinished = false;
      others.clear();
      phrases.clear();
    }

    void add(List<String> words, TextAnalyzer analyzer, Collection collection) {
      if (others.size() + phrases.size() >= MAX_OTHERS) {
        return;
      }
      if (words.size() == 1) {
        others.add(words.getFirst());
        others.addAll(stems(words.getFirst(), analyzer, collection));
      } else {
        phrases.add(words);
      }
    }
  }

  private QueryWords() {}

  /**
   * Returns the words that a query wants. Signs alone are no words.
   *
   * @param text of the query; its optional words are left out
   */
  public static List<WantedWord> of(TextQuery text, Collection collection, TextAnalyzer analyzer) {
    List<Draft> drafts = new ArrayList<>();
    for (int i = 0; i < text.words().size(); i++) {
      List<List<Word>> groups = analyzer.groups(text.words().get(i));
      groups.forEach(group -> drafts.add(new Draft(group)));
      if (text.open() && i == text.words().size() - 1 && !groups.isEmpty()) {
        drafts.getLast().unfinished = !drafts.getLast().isUnits();
      }
    }
    drafts.forEach(draft -> draft.others.addAll(stems(draft.joined, analyzer, collection)));
    joinNeighbors(drafts);
    addSynonyms(drafts, collection, analyzer);
    return finished(drafts, text.typos());
  }

  /**
   * Returns a bound of the words of a query in which typing errors are tolerated. With optional
   * words, all words are looked up once more, as documents that have them all come first.
   */
  public static int maxTolerant(TextQuery text) {
    if (!text.typos()) {
      return 0;
    }
    int wanted = text.words().size();
    int optional = text.optional().size();
    int all = optional == 0 ? 0 : wanted + optional;
    return Math.min(MAX_TOLERANT, wanted)
        + Math.min(MAX_TOLERANT, optional)
        + Math.min(MAX_TOLERANT, all);
  }

  /** Returns how many words the analyzer makes of a query. */
  public static int count(TextQuery text, TextAnalyzer analyzer) {
    int count = 0;
    for (List<String> terms : List.of(text.words(), text.phrases(), text.excluded())) {
      for (String term : terms) {
        count += analyzer.groups(term).size();
      }
    }
    return count;
  }

  private static List<String> stems(String word, TextAnalyzer analyzer, Collection collection) {
    if (collection.language() == null) {
      return List.of();
    }
    String stem = analyzer.stem(collection, word);
    return stem.equals(word) ? List.of(Terms.STEM + stem) : List.of(stem, Terms.STEM + stem);
  }

  private static void joinNeighbors(List<Draft> drafts) {
    for (int i = 1; i < drafts.size(); i++) {
      Draft left = drafts.get(i - 1);
      Draft right = drafts.get(i);
      String joined = left.joined + right.joined;
      if (joined.length() <= MAX_JOINED
          && (left.hasLetters() || right.hasLetters())
          && !left.isUnits()
          && !right.isUnits()) {
        left.others.add(joined);
        right.others.add(joined);
      }
    }
  }

  private static void addSynonyms(
      List<Draft> drafts, Collection collection, TextAnalyzer analyzer) {
    Synonyms synonyms = analyzer.synonyms(collection);
    if (synonyms.byFirst().isEmpty()) {
      return;
    }
    List<String> words = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      for (String part : drafts.get(i).parts) {
        words.add(part);
        owners.add(i);
      }
    }
    for (int place = 0; place < words.size(); place++) {
      for (Synonyms.Rule rule : synonyms.at(words, place)) {
        int end = place + rule.words().size();
        if (startsWord(owners, place) && startsWord(owners, end)) {
          for (int i = owners.get(place); i <= owners.get(end - 1); i++) {
            apply(rule, drafts.get(i), collection, analyzer);
          }
        }
      }
    }
  }

  private static void apply(
      Synonyms.Rule rule, Draft draft, Collection collection, TextAnalyzer analyzer) {
    List<List<String>> others = rule.others();
    if (rule.replaces()) {
      draft.replace(others.getFirst());
      draft.others.addAll(stems(draft.joined, analyzer, collection));
      others = others.subList(1, others.size());
    }
    others.forEach(other -> draft.add(other, analyzer, collection));
  }

  private static boolean startsWord(List<Integer> owners, int place) {
    return place == 0 || place == owners.size() || !owners.get(place).equals(owners.get(place - 1));
  }

  private static List<WantedWord> finished(List<Draft> drafts, boolean typos) {
    int tolerant = typos ? MAX_TOLERANT : 0;
    List<WantedWord> words = new ArrayList<>();
    for (Draft draft : drafts) {
      int edits = draft.spelt && tolerant > 0 ? Spelling.allowed(draft.joined) : 0;
      tolerant -= edits > 0 ? 1 : 0;
      draft.others.remove(draft.joined);
      words.add(
          new WantedWord(
              draft.parts, draft.joined, draft.others, draft.phrases, draft.unfinished, edits));
    }
    return words;
  }
}
