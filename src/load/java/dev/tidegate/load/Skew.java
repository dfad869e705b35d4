package dev.tidegate.load;

import java.util.Arrays;

/**
 * Choice among {@code n} things by the number of the choice: a pure function, the same in each run.
 */
final class Skew {
  private final int n;
  private final double[] cumulated;

  private Skew(int n, double[] cumulated) {
    this.n = n;
    this.cumulated = cumulated;
  }

  /**
   * Returns a Zipf distribution.
   *
   * @param exponent 0 is uniform; 1 is the classic Zipf, where thing k is chosen 1/(k+1) as often
   *     as thing 0
   */
  static Skew zipf(int n, double exponent) {
    if (n < 1) {
      throw new UsageException("there must be at least one document");
    }
    if (exponent == 0) {
      return new Skew(n, new double[0]);
    }
    double[] cumulated = new double[n];
    double sum = 0;
    for (int k = 0; k < n; k++) {
      sum += Math.pow(k + 1, -exponent);
      cumulated[k] = sum;
    }
    for (int k = 0; k < n; k++) {
      cumulated[k] /= sum;
    }
    return new Skew(n, cumulated);
  }

  int pick(long index) {
    double x = fraction(index);
    if (cumulated.length == 0) {
      return (int) (x * n);
    }
    int at = Arrays.binarySearch(cumulated, x);
    return Math.min(n - 1, at < 0 ? -at - 1 : at + 1);
  }

  /** From 0 to below 1, evenly spread and without a pattern in the index (SplitMix64). */
  static double fraction(long index) {
    long z = index * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
  }
}
