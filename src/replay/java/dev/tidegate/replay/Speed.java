package dev.tidegate.replay;

/**
 * How many times faster than life.
 *
 * @param factor above 0; infinite for as fast as the gateway takes it
 */
record Speed(double factor) {
  static final Speed MAX = new Speed(Double.POSITIVE_INFINITY);

  Speed {
    if (!(factor > 0)) {
      throw new IllegalArgumentException("a speed is above 0, not " + factor);
    }
  }

  static Speed parse(String text) {
    return text.equals("max") ? MAX : new Speed(Double.parseDouble(text));
  }

  boolean isMax() {
    return Double.isInfinite(factor);
  }

  @Override
  public String toString() {
    if (isMax()) {
      return "max";
    }
    return factor == Math.rint(factor) && factor < 1e15
        ? Long.toString((long) factor)
        : Double.toString(factor);
  }
}
