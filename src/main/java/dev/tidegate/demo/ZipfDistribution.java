package dev.tidegate.demo;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws ranks from 0 on: the second is half as likely as the first, the third a third, and so on.
 */
final class ZipfDistribution {
  private final double[] sums;

  ZipfDistribution(int size) {
    this.sums = new double[size];
    double sum = 0;
    for (int rank = 0; rank < size; rank++) {
      sum += 1.0 / (rank + 1);
      sums[rank] = sum;
    }
  }

  int draw(RandomGenerator random) {
    int found = Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]);
    return found < 0 ? -found - 1 : found;
  }
}
