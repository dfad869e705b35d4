package dev.tidegate.testing;

/** JSON texts written with single quotes, so that they need no escapes in Java sources. */
public final class JsonText {
  private JsonText() {}

  /**
   * Returns the text with all single quotes replaced by double quotes.
   *
   * <p>Arguments are inserted afterwards, as by {@link String#format}; their quotes stay. Without
   * arguments, {@code %} stands for itself.
   */
  public static String json(String text, Object... args) {
    String quoted = text.replace('\'', '"');
    return args.length == 0 ? quoted : quoted.formatted(args);
  }
}
