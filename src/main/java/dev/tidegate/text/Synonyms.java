package dev.tidegate.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Synonyms of one collection: alternatives to words of a query.
 *
 * @param byFirst rules by the first word that they replace
 */
public record Synonyms(Map<String, List<Rule>> byFirst) {
  public static final Synonyms NONE = new Synonyms(Map.of());

  /**
   * Words and what may stand for them.
   *
   * @param words of the query, in order
   * @param others sequences of words, each of which may stand in a document instead
   * @param replaces whether the words themselves no longer count
   */
  public record Rule(List<String> words, List<List<String>> others, boolean replaces) {
    public Rule {
      words = List.copyOf(words);
      others = List.copyOf(others);
    }
  }

  public Synonyms {
    byFirst = Collections.unmodifiableMap(new HashMap<>(byFirst));
  }

  /** Returns the rules whose words stand at this place. */
  List<Rule> at(List<String> words, int place) {
    List<Rule> found = new ArrayList<>();
    for (Rule rule : byFirst.getOrDefault(words.get(place), List.of())) {
      int end = place + rule.words().size();
      if (end <= words.size() && words.subList(place, end).equals(rule.words())) {
        found.add(rule);
      }
    }
    return found;
  }
}
