package dev.tidegate.replay;

import java.util.List;
import java.util.Locale;

/** A summary for people. */
final class Report {
  private Report() {}

  static String of(Summary summary) {
    Counts counts = summary.counts();
    Counts.Lines lines = counts.lines();
    Counts.Writes writes = counts.writes();
    return String.format(
            Locale.ROOT,
            """
            %s to %s: %s
              lines read          %,9d
              = applied           %,9d
              + ignored           %,9d  (quantity 0)
              + out of stock      %,9d
              + errors            %,9d
              + unfinished        %,9d  (sent, without a final response)
              products created    %,9d
              products found      %,9d  (existing ones, used as they were)
              prices changed      %,9d
              requests repeated   %,9d
              %.1f s, %,d lines/s at speed %s; behind schedule %.1f s at most, %.1f s at the end
            """,
            summary.file(),
            summary.target(),
            summary.ended(),
            lines.read(),
            lines.applied(),
            lines.ignored(),
            lines.refusedForStock(),
            lines.errors(),
            lines.unfinished(),
            writes.productsCreated(),
            writes.productsFound(),
            writes.prices(),
            writes.repeated(),
            summary.seconds(),
            summary.linesPerSecond(),
            summary.speed(),
            counts.behind().mostMs() / 1e3,
            counts.behind().lastMs() / 1e3)
        + errors(lines.errors(), counts.firstErrors());
  }

  private static String errors(long all, List<LineError> first) {
    StringBuilder text = new StringBuilder();
    if (all > first.size()) {
      text.append("  the first ").append(first.size()).append(" errors:\n");
    }
    for (LineError error : first) {
      text.append("  line ").append(error.line()).append(": ").append(error.reason()).append('\n');
    }
    return text.toString();
  }
}
