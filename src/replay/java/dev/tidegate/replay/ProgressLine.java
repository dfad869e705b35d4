package dev.tidegate.replay;

import java.io.PrintStream;
import java.util.Locale;

/** Prints a line a second. */
final class ProgressLine implements ProgressListener {
  private final PrintStream out;
  private long lastRead;
  private long lastTime = System.nanoTime();

  ProgressLine(PrintStream out) {
    this.out = out;
  }

  @Override
  public void onProgress(Counts counts, long total) {
    long now = System.nanoTime();
    long read = counts.lines().read();
    double rate = (read - lastRead) / Math.max(1e-9, (now - lastTime) / 1e9);
    out.println(text(counts, total, rate));
    lastRead = read;
    lastTime = now;
  }

  static String text(Counts counts, long total, double rate) {
    Counts.Lines lines = counts.lines();
    return String.format(
        Locale.ROOT,
        "%,d of %,d lines (%.1f %%), %,.0f/s, behind schedule %.1f s, rejected for stock %,d,"
            + " errors %,d, repeated %,d",
        lines.read(),
        total,
        total == 0 ? 100.0 : 100.0 * lines.read() / total,
        rate,
        counts.behind().lastMs() / 1e3,
        lines.refusedForStock(),
        lines.errors(),
        counts.writes().repeated());
  }
}
