package dev.tidegate.replay;

/** Values of the file within messages. */
final class Quote {
  private static final int MAX = 40;

  private Quote() {}

  static String of(String text) {
    String shown = text.length() > MAX ? text.substring(0, MAX) + "…" : text;
    return '"' + shown.replaceAll("\\p{Cntrl}", "?") + '"';
  }
}
