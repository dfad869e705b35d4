package dev.tidegate.livequery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalsTest {
  private record Range(int lower, int upper, int number) {}

  @Test
  void findsWhatASimpleSearchFindsWhileRangesComeAndGo() {
    Random random = new Random(3);
    Intervals<Range> intervals = new Intervals<>();
    List<Range> all = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      if (random.nextInt(3) == 0 && !all.isEmpty()) {
        intervals.remove(all.remove(random.nextInt(all.size())));
      } else {
        int lower = random.nextInt(1_000);
        Range range = new Range(lower, lower + random.nextInt(200), i);
        all.add(range);
        intervals.add(range.lower(), range.upper(), range);
      }
      int value = random.nextInt(1_200);
      List<Range> found = new ArrayList<>();
      intervals.at(value, found::add);
      assertThat(found)
          .containsExactlyInAnyOrderElementsOf(
              all.stream().filter(r -> r.lower() <= value && value <= r.upper()).toList());
    }
    all.forEach(intervals::remove);
    assertThat(intervals.isEmpty()).isTrue();
  }

  @Test
  void takesOpenEnds() {
    Intervals<String> intervals = new Intervals<>();
    intervals.add(Double.NEGATIVE_INFINITY, 5, "below");
    intervals.add(5, Double.POSITIVE_INFINITY, "above");
    List<String> found = new ArrayList<>();
    intervals.at(5, found::add);
    intervals.at(6, found::add);
    assertThat(found).containsExactlyInAnyOrder("below", "above", "above");
  }
}
