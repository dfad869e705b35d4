package dev.tidegate.replay;

/**
 * Factor between original and replayed time.
 *
 * @param factor above 0; infinite for the maximum speed of the gateway
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
