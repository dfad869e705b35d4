package dev.tidegate.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NiceRangesTest {
  @Test
  void areRoundAndFollowTheValues() {
    assertThat(NiceRanges.edges(95, 9_990, List.of(400.0, 830.0, 1_240.0, 2_990.0), true))
        .containsExactly(0.0, 400.0, 800.0, 1_000.0, 2_000.0, 10_000.0);
  }

  @Test
  void areSingleValuesWhereThereAreFew() {
    assertThat(NiceRanges.edges(1, 3, List.of(1.0, 2.0, 2.0, 3.0), true))
        .containsExactly(1.0, 2.0, 3.0, 4.0);
    assertThat(NiceRanges.edges(7, 7, List.of(7.0, 7.0, 7.0, 7.0), true)).containsExactly(7.0, 8.0);
  }

  @Test
  void areFiniteAndFewForExtremeValues() {
    double most = Double.MAX_VALUE;
    double whole = (1L << 53) - 1;
    check(-most, most, List.of(Double.NaN, Double.NEGATIVE_INFINITY, 0.0, most), false);
    check(Double.MIN_VALUE, most, List.of(1.0, 2.0, 3.0, 4.0), false);
    check(-1e300, 1e300, List.of(-1e300, -1e300, 1e300, 1e300), false);
    check(20.1, 20.10000000000001, List.of(20.1, 20.1, 20.1, 20.1), false);
    check(1e16, 1e16, List.of(), false);
    check(-0.0, 0.0, List.of(0.0, 0.0, 0.0, 0.0), false);
    check(whole - 5, whole, List.of(whole - 4), true);
    check(whole - 9, whole, List.of(whole - 9, whole - 8, whole - 1, whole), true);
    check(-whole, whole, List.of(-whole, 0.0, 1.0, whole), true);
    check(whole, whole, List.of(whole), true);
  }

  private static void check(double min, double max, List<Double> quantiles, boolean integers) {
    List<Double> edges = NiceRanges.edges(min, max, quantiles, integers);
    assertThat(edges).isSorted().doesNotHaveDuplicates().hasSizeBetween(2, 8);
    assertThat(edges.getFirst()).isLessThanOrEqualTo(min);
    assertThat(edges.getLast()).isGreaterThan(max);
    assertThat(edges.subList(0, edges.size() - 1)).allMatch(Double::isFinite);
    if (integers) {
      assertThat(edges).allMatch(edge -> edge == Math.rint(edge) && Math.abs(edge) <= 0x1p53);
    }
  }

  @Test
  void coverEverythingInAscendingOrder() {
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      int round = i;
      boolean integers = random.nextBoolean();
      double scale = Math.pow(10, random.nextInt(12) - (integers ? 0 : 6));
      double[] values =
          random
              .doubles(1 + random.nextInt(40), -scale, scale)
              .map(
                  v ->
                      integers ? Math.rint(v) : round % 2 == 0 ? v : Math.rint(v / scale * 10) / 10)
              .sorted()
              .toArray();
      List<Double> quantiles =
          NiceRanges.PERCENTS.stream()
              .map(percent -> values[(int) (percent / 100 * (values.length - 1))])
              .toList();
      double max = values[values.length - 1];
      List<Double> edges = NiceRanges.edges(values[0], max, quantiles, integers);
      assertThat(edges).isSorted().doesNotHaveDuplicates().hasSizeBetween(2, 8);
      assertThat(edges.getFirst()).isLessThanOrEqualTo(values[0]);
      assertThat(edges.getLast()).isGreaterThan(max);
    }
  }
}
