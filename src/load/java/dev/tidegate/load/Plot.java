package dev.tidegate.load;

import java.util.List;
import java.util.Locale;

/** Lines over an axis, as inline SVG. */
final class Plot {
  /** A line's name and its points. */
  record Series(String name, List<double[]> points) {}

  private static final String[] COLORS = {
    "#1769aa", "#c2410c", "#15803d", "#7e22ce", "#b91c1c", "#0e7490", "#a16207", "#4b5563"
  };
  private static final int WIDTH = 640;
  private static final int HEIGHT = 260;
  private static final int LEFT = 60;
  private static final int TOP = 10;
  private static final int RIGHT = 630;
  private static final int BOTTOM = 210;

  private Plot() {}

  /**
   * Returns a plot.
   *
   * @param logarithmic whether the vertical axis is logarithmic
   * @param ticks names of 0, 1, 2 ... on the horizontal axis; empty for its values
   */
  static String svg(String title, List<Series> all, boolean logarithmic, List<String> ticks) {
    double minX = Double.MAX_VALUE;
    double maxX = -Double.MAX_VALUE;
    double maxY = 0;
    double minY = Double.MAX_VALUE;
    for (Series series : all) {
      for (double[] point : series.points) {
        minX = Math.min(minX, point[0]);
        maxX = Math.max(maxX, point[0]);
        maxY = Math.max(maxY, point[1]);
        minY = point[1] > 0 ? Math.min(minY, point[1]) : minY;
      }
    }
    if (maxX < minX || maxY == 0) {
      return "";
    }
    Axis y = logarithmic ? Axis.logarithmic(minY, maxY) : Axis.linear(maxY);
    StringBuilder svg = new StringBuilder("<figure><figcaption>").append(HtmlReport.escape(title));
    svg.append(
        String.format(
            Locale.ROOT, "</figcaption><svg viewBox=\"0 0 %d %d\" role=\"img\">", WIDTH, HEIGHT));
    for (double value : y.ticks()) {
      double at = BOTTOM - y.place(value) * (BOTTOM - TOP);
      svg.append(
          String.format(Locale.ROOT, "<path d=\"M%d %.1fH%d\" stroke=\"#dde\"/>", LEFT, at, RIGHT));
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
              LEFT - 6,
              at + 4,
              number(value)));
    }
    double span = Math.max(1e-9, maxX - minX);
    int count = ticks.isEmpty() ? 6 : ticks.size();
    for (int i = 0; i < count; i++) {
      double value = ticks.isEmpty() ? minX + span * i / (count - 1) : i;
      if (value <= maxX + 1e-9) {
        String name = ticks.isEmpty() ? String.format(Locale.ROOT, "%.0f s", value) : ticks.get(i);
        double at = LEFT + (value - minX) / span * (RIGHT - LEFT);
        svg.append(
            String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                at,
                BOTTOM + 16,
                name));
      }
    }
    for (int i = 0; i < all.size(); i++) {
      String color = COLORS[i % COLORS.length];
      StringBuilder points = new StringBuilder();
      for (double[] point : all.get(i).points) {
        double at = LEFT + (point[0] - minX) / span * (RIGHT - LEFT);
        points.append(
            String.format(
                Locale.ROOT, "%.1f,%.1f ", at, BOTTOM - y.place(point[1]) * (BOTTOM - TOP)));
      }
      svg.append(
          String.format(
              Locale.ROOT,
              "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"%s\"/>",
              color,
              points));
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%d\" style=\"fill:%s\">%s</text>",
              LEFT + (i % 4) * 145,
              BOTTOM + 32 + (i / 4) * 14,
              color,
              HtmlReport.escape(all.get(i).name)));
    }
    return svg.append("</svg></figure>").toString();
  }

  private static String number(double value) {
    return value >= 1e6
        ? String.format(Locale.ROOT, "%.3gM", value / 1e6)
        : value >= 1e4
            ? String.format(Locale.ROOT, "%.0fk", value / 1e3)
            : String.format(
                Locale.ROOT, value >= 10 || value == Math.rint(value) ? "%.0f" : "%.2g", value);
  }

  /** The vertical axis: where a value stands, from 0 to 1. */
  private record Axis(double low, double high, boolean logarithmic) {
    static Axis linear(double max) {
      double step = Math.pow(10, Math.floor(Math.log10(max)));
      return new Axis(0, Math.ceil(max / step) * step, false);
    }

    static Axis logarithmic(double min, double max) {
      double low = Math.floor(Math.log10(Math.max(min, 1e-3)));
      return new Axis(low, Math.max(low + 1, Math.ceil(Math.log10(max))), true);
    }

    double place(double value) {
      double x = logarithmic ? Math.log10(Math.max(value, 1e-9)) : value;
      return Math.max(0, Math.min(1, (x - low) / (high - low)));
    }

    double[] ticks() {
      int n = logarithmic ? (int) (high - low) : 5;
      double[] ticks = new double[n + 1];
      for (int i = 0; i <= n; i++) {
        ticks[i] = logarithmic ? Math.pow(10, low + i) : high * i / n;
      }
      return ticks;
    }
  }
}
