package dev.tidegate.replay;

import java.util.Locale;

/** A summary for people. */
final class Report {
  private Report() {}

  static String of(Summary summary) {
    Counts counts = summary.counts();
    Counts.Lines lines = counts.lines();
    Counts.Writes writes = counts.writes();
    StringBuilder text = new StringBuilder(1_024);
    add(text, "%s to %s: %s", summary.file(), summary.target(), summary.ended());
    add(text, "  lines read         %,10d", lines.read());
    add(text, "  = applied          %,10d", lines.applied());
    add(text, "  + ignored          %,10d  (quantity 0)", lines.ignored());
    add(text, "  + refused for stock%,10d", lines.refusedForStock());
    add(text, "  + errors           %,10d", lines.errors());
    if (lines.unfinished() > 0) {
      add(text, "  + unfinished       %,10d  (sent, and not answered)", lines.unfinished());
    }
    add(text, "  products created   %,10d", writes.productsCreated());
    add(text, "  products found     %,10d  (used as they were)", writes.productsFound());
    add(text, "  prices changed     %,10d", writes.prices());
    add(text, "  requests repeated  %,10d", writes.repeated());
    add(
        text,
        "  %.1f s, %,d lines/s at speed %s; behind schedule %.1f s at the end, %.1f s at most",
        summary.seconds(),
        summary.linesPerSecond(),
        summary.speed(),
        counts.behind().lastMs() / 1e3,
        counts.behind().mostMs() / 1e3);
    if (lines.errors() > counts.firstErrors().size()) {
      add(text, "  the first %d errors:", counts.firstErrors().size());
    }
    counts.firstErrors().forEach(e -> add(text, "  line %d: %s", e.line(), e.reason()));
    return text.toString();
  }

  private static void add(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
