package dev.tidegate.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.apache.lucene.util.automaton.Operations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  @ParameterizedTest
  @CsvSource({
    "cup,cups",
    "umbrella,umbrela",
    "christmas,chrsitmas",
    "tea,tae",
    "tea,tea",
    "moroccan,maroccon"
  })
  void forgivesByLength(String word, String typed) {
    assertThat(mayBe(word, typed)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"to,ta", "light,night", "cups,cap", "umbrella,umrelo", "tea,''", "'',tea"})
  void forgivesNoMore(String word, String typed) {
    assertThat(mayBe(word, typed)).isFalse();
  }

  @Test
  void forgivesABeginningToo() {
    assertThat(Spelling.mayBegin("umbrella", "unbr")).isTrue();
    assertThat(Spelling.mayBegin("christmas", "chrsit")).isTrue();
    assertThat(Spelling.mayBegin("umbrella", "um")).isTrue();
    assertThat(Spelling.mayBegin("umbrella", "ul")).isFalse();
  }

  private static boolean mayBe(String word, String typed) {
    return Spelling.within(typed, word, Spelling.allowed(typed));
  }

  /** Compares with Lucene, which Elasticsearch's fuzzy queries use. */
  @Test
  void agreesWithLucene() {
    Random random = new Random(7);
    int met = 0;
    for (int i = 0; i < 2_000; i++) {
      String word = word(random, 1 + random.nextInt(8));
      String other =
          random.nextBoolean() ? word(random, 1 + random.nextInt(8)) : bend(random, word);
      for (int edits = 1; edits <= 2; edits++) {
        boolean lucene = lucene(word, other, edits);
        assertThat(within(word, other, edits)).as("%s %s %d", word, other, edits).isEqualTo(lucene);
        met += lucene ? 1 : 0;
      }
    }
    assertThat(met).isGreaterThan(500);
  }

  private static boolean within(String a, String b, int edits) {
    return Spelling.within(a, b, edits);
  }

  private static boolean lucene(String word, String other, int edits) {
    int first = Character.charCount(word.codePointAt(0));
    return new CharacterRunAutomaton(
            Operations.determinize(
                new LevenshteinAutomata(word.substring(first), true)
                    .toAutomaton(edits, word.substring(0, first)),
                Operations.DEFAULT_DETERMINIZE_WORK_LIMIT))
        .run(other);
  }

  private static String word(Random random, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append(random.nextInt(20) == 0 ? "😀" : "" + (char) ('a' + random.nextInt(3)));
    }
    return word.toString();
  }

  private static String bend(Random random, String word) {
    StringBuilder bent = new StringBuilder(word);
    for (int i = 0; i <= random.nextInt(2) && bent.length() > 2; i++) {
      int at = 1 + random.nextInt(bent.length() - 2);
      switch (random.nextInt(3)) {
        case 0 -> bent.deleteCharAt(at);
        case 1 -> bent.insert(at, 'b');
        default -> {
          char c = bent.charAt(at);
          bent.setCharAt(at, bent.charAt(at + 1));
          bent.setCharAt(at + 1, c);
        }
      }
    }
    return bent.toString();
  }
}
