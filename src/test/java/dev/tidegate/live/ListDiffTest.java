package dev.tidegate.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.live.ListDiff.Entered;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListDiffTest {
  @Test
  void moveOnlyWhatChangesPlace() {
    assertThat(ListDiff.between(List.of("a", "b", "c", "d"), List.of("b", "c", "d", "a")))
        .isEqualTo(new ListDiff(List.of(), List.of(new Entered("a", 3))));
    assertThat(ListDiff.between(List.of("a", "b", "c"), List.of("a", "x", "c")))
        .isEqualTo(new ListDiff(List.of("b"), List.of(new Entered("x", 1))));
    assertThat(ListDiff.between(List.of("a"), List.of("a")))
        .isEqualTo(new ListDiff(List.of(), List.of()));
  }

  @Test
  void leadFromAnyListToAnyOther() {
    Random random = new Random(11);
    for (int round = 0; round < 5_000; round++) {
      List<String> before = list(random);
      List<String> after = list(random);
      ListDiff moves = ListDiff.between(before, after);
      List<String> list = new ArrayList<>(before);
      list.removeAll(moves.left());
      for (Entered entered : moves.entered()) {
        list.remove(entered.id());
        list.add(entered.at(), entered.id());
      }
      assertThat(list).as("from %s", before).isEqualTo(after);
    }
  }

  private static List<String> list(Random random) {
    List<String> all = new ArrayList<>(IntStream.range(0, 12).mapToObj(Integer::toString).toList());
    if (random.nextBoolean()) {
      Collections.shuffle(all, random);
    } else {
      Collections.swap(all, random.nextInt(12), random.nextInt(12));
    }
    return List.copyOf(all.subList(0, random.nextInt(13)));
  }
}
