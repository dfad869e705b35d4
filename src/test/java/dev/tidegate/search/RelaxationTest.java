package dev.tidegate.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RelaxationTest {
  private static final Set<Integer> THREE = Set.of(0, 1, 2);

  @Test
  void dropsWhatTheBestDocumentLacks() {
    assertThat(Relaxation.dispensable(THREE, List.of(Set.of(0, 2), Set.of(0, 1))))
        .containsExactly(1);
  }

  @Test
  void keepsHalfOfTheWords() {
    assertThat(Relaxation.dispensable(THREE, List.of(Set.of(1)))).isEmpty();
    assertThat(Relaxation.dispensable(Set.of(0, 1), List.of(Set.of(1)))).containsExactly(0);
    assertThat(Relaxation.dispensable(Set.of(0), List.of())).isEmpty();
  }

  @Test
  void dropsNothingWhereNoOtherDocumentMatches() {
    assertThat(Relaxation.dispensable(THREE, List.of(THREE, THREE))).isEmpty();
    assertThat(Relaxation.dispensable(THREE, List.of())).isEmpty();
  }

  @Test
  void dropsMoreUntilEnoughDocumentsMatch() {
    Set<Integer> four = Set.of(0, 1, 2, 3);
    List<Set<Integer>> few = List.of(Set.of(0, 1, 2), Set.of(0, 1, 3), Set.of(2, 3));
    assertThat(Relaxation.dispensable(four, few)).containsExactly(2, 3);
    List<Set<Integer>> enough = Collections.nCopies(Relaxation.ENOUGH, Set.of(0, 1, 2));
    assertThat(Relaxation.dispensable(four, enough)).containsExactly(3);
  }
}
