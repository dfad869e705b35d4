package dev.tidegate.delivery;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Histogram of the time from the commit of a change, which its revision contains, to the write to
 * the client. Between two machines it is as exact as their clocks. Written on one event loop; any
 * thread may read it.
 */
public final class DeliveryTimes {
  private static final long[] BOUNDS_MICROS = {
    500,
    1_000,
    2_000,
    5_000,
    10_000,
    25_000,
    50_000,
    100_000,
    250_000,
    1_000_000,
    5_000_000,
    30_000_000
  };

  private final AtomicLongArray counts = new AtomicLongArray(BOUNDS_MICROS.length + 1);
  private final AtomicLongArray sum = new AtomicLongArray(1);

  DeliveryTimes() {}

  /** Returns the upper bounds of the classes in microseconds, ascending; one more class follows. */
  public static List<Long> boundsMicros() {
    return Arrays.stream(BOUNDS_MICROS).boxed().toList();
  }

  /** Returns the deliveries of a class, counted from 0. */
  public long count(int ofClass) {
    return counts.getOpaque(ofClass);
  }

  /** Returns the sum of all times in microseconds. */
  public long sumMicros() {
    return sum.getOpaque(0);
  }

  void took(long micros, int deliveries) {
    long time = Math.max(0, micros);
    int at = 0;
    while (at < BOUNDS_MICROS.length && time > BOUNDS_MICROS[at]) {
      at++;
    }
    counts.setOpaque(at, counts.getPlain(at) + deliveries);
    sum.setOpaque(0, sum.getPlain(0) + time * deliveries);
  }
}
