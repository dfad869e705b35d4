package dev.tidegate.replay;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/** The real file, if it is available: {@code online-retail-2010-12_2011-02.csv.gz}. */
final class RetailData {
  private static final String VARIABLE = "TIDEGATE_RETAIL_DATA";

  private RetailData() {}

  /** Returns its path; skips the test with a message if the variable is not set. */
  static Path orSkip() {
    String path = System.getenv(VARIABLE);
    if (path == null) {
      System.out.println("Skipped without the real order lines: " + VARIABLE + " names no file");
    }
    assumeTrue(path != null, VARIABLE + " is not set");
    return Path.of(String.valueOf(path));
  }
}
