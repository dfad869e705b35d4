package dev.tidegate.replay;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/** The real file, for whoever has it: {@code online-retail-2010-12_2011-02.csv.gz}. */
final class RetailData {
  private static final String VARIABLE = "TIDEGATE_RETAIL_DATA";

  private RetailData() {}

  /** Its path; skips the test, and says so, where the variable does not name one. */
  static Path orSkip() {
    String path = System.getenv(VARIABLE);
    if (path == null) {
      System.out.println("Skipped without the real order lines: " + VARIABLE + " names no file");
    }
    assumeTrue(path != null, VARIABLE + " is not set");
    return Path.of(String.valueOf(path));
  }
}
