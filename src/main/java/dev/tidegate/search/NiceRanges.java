package dev.tidegate.search;

import dev.tidegate.model.Revisions;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Ranges to offer for a number field: round numbers near those that divide the values into equal
 * parts, so that outliers don't leave everything in one range.
 *
 * <p>The arithmetic is decimal. In that of doubles, differences of extreme values overflow, steps
 * are lost beside large values, and multiples of small steps are not round.
 */
public final class NiceRanges {
  /** The parts that the values are divided into. */
  public static final List<Double> PERCENTS = List.of(20.0, 40.0, 60.0, 80.0);

  /** An integer field of so few different values gets each of them. */
  private static final int FEW = 6;

  /** The finest step divides everything into so many parts, as a power of ten. */
  private static final int FINEST = 3;

  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal FIVE = BigDecimal.valueOf(5);

  private NiceRanges() {}

  /**
   * Returns where ranges begin, and an end that is above all values: 2 to 7 numbers, ascending. The
   * first is at most {@code min}. All but the end are finite; of integers, all are exact.
   *
   * @param quantiles the values at {@link #PERCENTS}; those that are no numbers are left out
   */
  public static List<Double> edges(
      double min, double max, List<Double> quantiles, boolean integers) {
    if (integers && max - min < FEW) {
      return each(min, max);
    }
    // Zero may have a sign, which filters would mind.
    double first = min + 0.0;
    if (min == max) {
      return List.of(first, Math.nextUp(max));
    }
    List<BigDecimal> marks = marks(min, max, quantiles);
    BigDecimal all = marks.getLast().subtract(marks.getFirst());
    BigDecimal low = step(marks.get(1).subtract(marks.getFirst()), all, integers);
    List<Double> edges = new ArrayList<>();
    edges.add(begin(multiple(marks.getFirst(), low, RoundingMode.FLOOR), first, integers));
    for (int i = 1; i < marks.size() - 1; i++) {
      BigDecimal width = marks.get(i + 1).subtract(marks.get(i - 1)).multiply(HALF);
      BigDecimal step = step(width, all, integers);
      double edge = multiple(marks.get(i), step, RoundingMode.HALF_EVEN).doubleValue();
      if (edge > edges.getLast() && edge > min && edge <= max) {
        edges.add(edge);
      }
    }
    BigDecimal last = marks.getLast();
    BigDecimal high = step(last.subtract(marks.get(marks.size() - 2)), all, integers);
    edges.add(end(multiple(last, high, RoundingMode.FLOOR).add(high), max, integers));
    return edges;
  }

  private static List<Double> each(double min, double max) {
    List<Double> edges = new ArrayList<>();
    int values = (int) (max - min) + 1;
    for (int i = 0; i <= values; i++) {
      edges.add(min + i);
    }
    return edges;
  }

  /** Limits estimated quantiles to the exact minimum and maximum. */
  private static List<BigDecimal> marks(double min, double max, List<Double> quantiles) {
    List<BigDecimal> marks = new ArrayList<>();
    marks.add(BigDecimal.valueOf(min));
    quantiles.stream()
        .filter(Double::isFinite)
        .map(quantile -> Math.clamp(quantile, min, max))
        .sorted()
        .map(BigDecimal::valueOf)
        .forEach(marks::add);
    marks.add(BigDecimal.valueOf(max));
    return marks;
  }

  private static double begin(BigDecimal edge, double min, boolean integers) {
    double least = integers ? -Revisions.MAX : -Double.MAX_VALUE;
    return Math.min(min, Math.max(least, edge.doubleValue()));
  }

  private static double end(BigDecimal edge, double max, boolean integers) {
    double greatest = integers ? Revisions.MAX + 1.0 : Double.POSITIVE_INFINITY;
    return Math.max(Math.nextUp(max), Math.min(greatest, edge.doubleValue()));
  }

  private static BigDecimal multiple(BigDecimal value, BigDecimal step, RoundingMode rounding) {
    return value.divide(step, 0, rounding).multiply(step);
  }

  /** The greatest of 1, 2 and 5 times a power of ten that is not above the width. */
  private static BigDecimal step(BigDecimal width, BigDecimal all, boolean integers) {
    BigDecimal wanted = width.max(all.movePointLeft(FINEST));
    BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(wanted.precision() - wanted.scale() - 1);
    BigDecimal five = power.multiply(FIVE);
    BigDecimal two = power.multiply(TWO);
    BigDecimal step = wanted.compareTo(five) >= 0 ? five : wanted.compareTo(two) >= 0 ? two : power;
    return integers ? step.max(BigDecimal.ONE) : step;
  }
}
