package dev.tidegate.equivalence;

import dev.tidegate.equivalence.Words.Link;
import dev.tidegate.equivalence.Words.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * A word of a query.
 *
 * @param parts words that it is divided into
 * @param word the parts as one
 * @param withNeighbors the word and a neighbor in the query as one
 * @param unfinished whether it may continue
 */
record AskedWord(List<String> parts, String word, List<String> withNeighbors, boolean unfinished) {
  private static final int SHORTEST_BEGUN_PAIR = 4;

  /**
   * Words of a query.
   *
   * @param text without phrases and exclusions
   */
  static List<AskedWord> of(String text) {
    List<List<Word>> groups = new ArrayList<>();
    for (String blankSeparated : text.strip().split(" +", -1)) {
      groups.addAll(groups(Words.of(blankSeparated)));
    }
    List<String> joined = groups.stream().map(Words::joined).toList();
    List<AskedWord> words = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      String word = joined.get(i);
      List<String> withNeighbors = new ArrayList<>();
      if (i > 0 && areJoined(joined.get(i - 1), word)) {
        withNeighbors.add(joined.get(i - 1) + word);
      }
      if (i + 1 < groups.size() && areJoined(word, joined.get(i + 1))) {
        withNeighbors.add(word + joined.get(i + 1));
      }
      boolean unfinished =
          i + 1 == groups.size() && !text.endsWith(" ") && !Words.isUnit(word.charAt(0));
      words.add(new AskedWord(Words.texts(groups.get(i)), word, withNeighbors, unfinished));
    }
    return words;
  }

  private static List<List<Word>> groups(List<Word> words) {
    List<List<Word>> groups = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      boolean continues =
          i > 0
              && (word.link() == Link.SAME_WORD
                  || word.link() == Link.SAME_NUMBER
                  || Vocabulary.isOneWord(words.get(i - 1).text(), word.text()));
      if (!continues) {
        groups.add(new ArrayList<>());
      }
      groups.getLast().add(word);
    }
    return groups;
  }

  private static boolean areJoined(String left, String right) {
    return !Words.isUnit(left.charAt(0))
        && !Words.isUnit(right.charAt(0))
        && (left + right).codePoints().anyMatch(Character::isLetter);
  }

  boolean isIn(FieldWords field, boolean english) {
    return field.words().contains(word)
        || field.pairs().contains(word)
        || field.has(withNeighbors::contains)
        || (english && hasStem(field, Vocabulary.singular(word)))
        || (parts.size() > 1 && field.hasPhrase(parts))
        || (unfinished && isBegunIn(field))
        || (isSpelt(word) && field.has(other -> Words.near(word, other)));
  }

  private static boolean hasStem(FieldWords field, String stem) {
    return field.words().contains(stem) || field.stems().contains(stem);
  }

  private boolean isBegunIn(FieldWords field) {
    boolean pair =
        word.length() >= SHORTEST_BEGUN_PAIR
            && field.pairs().stream().anyMatch(other -> other.startsWith(word));
    boolean parted =
        field.words().containsAll(parts.subList(0, parts.size() - 1))
            && field.has(other -> other.startsWith(parts.getLast()));
    return pair || parted || field.has(other -> other.startsWith(word));
  }

  private static boolean isSpelt(String word) {
    return word.codePoints().allMatch(c -> Character.isLetter(c) && !Words.isUnit(c));
  }
}
