package dev.tidegate.elastic;

import dev.tidegate.search.Facet.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * Ranges to offer for a number field: round numbers near those that divide the values into equal
 * parts, so that outliers don't leave everything in one range.
 */
final class NiceRanges {
  /** The parts that the values are divided into. */
  static final List<Double> PERCENTS = List.of(20.0, 40.0, 60.0, 80.0);

  /** An integer field of so few different values gets each of them. */
  private static final int FEW = 6;

  private NiceRanges() {}

  /**
   * Where ranges begin and the last one ends, ascending; two at least.
   *
   * @param quantiles the values at {@link #PERCENTS}
   */
  static List<Double> edges(double min, double max, List<Double> quantiles, boolean integers) {
    if (integers && max - min < FEW) {
      return each(min, max);
    }
    List<Double> marks = new ArrayList<>();
    marks.add(min);
    marks.addAll(quantiles);
    marks.add(max);
    List<Double> edges = new ArrayList<>();
    double first = step(marks.get(1) - min, max - min, integers);
    edges.add(below(min, first));
    for (int i = 1; i < marks.size() - 1; i++) {
      double step = step((marks.get(i + 1) - marks.get(i - 1)) / 2, max - min, integers);
      double edge = multiple(Math.rint(marks.get(i) / step), step);
      if (edge > edges.getLast() && edge > min && edge <= max) {
        edges.add(edge);
      }
    }
    double last = step(max - marks.get(marks.size() - 2), max - min, integers);
    edges.add(above(max, last));
    return edges;
  }

  /** The ranges between the edges; of integers the end is the last one within. */
  static Range range(double from, double edge, long count, boolean integers) {
    return new Range(from, integers ? edge - 1 : edge, count);
  }

  private static List<Double> each(double min, double max) {
    List<Double> edges = new ArrayList<>();
    for (double value = min; value <= max + 1; value++) {
      edges.add(value);
    }
    return edges;
  }

  /** The greatest multiple that is not above the value, whatever the division made of it. */
  private static double below(double value, double step) {
    double times = Math.floor(value / step);
    return multiple(multiple(times, step) > value ? times - 1 : times, step);
  }

  private static double above(double value, double step) {
    double times = Math.floor(value / step) + 1;
    return multiple(multiple(times, step) > value ? times : times + 1, step);
  }

  /** Of small steps without what their binary form would add. */
  private static double multiple(double times, double step) {
    return step < 1 ? times / Math.rint(1 / step) : times * step;
  }

  /** The greatest of 1, 2 and 5 times a power of ten that is not above the width. */
  private static double step(double width, double all, boolean integers) {
    double least = Math.max(integers ? 1 : Double.MIN_NORMAL, all / 1_000);
    double wanted = Math.max(width, least);
    if (wanted <= Double.MIN_NORMAL) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(wanted)));
    double step = wanted >= 5 * power ? 5 * power : wanted >= 2 * power ? 2 * power : power;
    return integers ? Math.max(1, step) : step;
  }
}
