package dev.tidegate.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Packages of npm for tests that run Node. */
public final class NodePackages {
  private static final int PATIENCE_SECONDS = 60;

  private NodePackages() {}

  /**
   * Installs a package, from the cache if it is there.
   *
   * @param directory to install it in
   * @param specification for example {@code ws@8}
   * @return false if there is no Node, or npm can't get the package
   */
  public static boolean install(Path directory, String specification) throws InterruptedException {
    try {
      Process npm =
          new ProcessBuilder(
                  "npm",
                  "install",
                  "--prefix",
                  directory.toString(),
                  "--prefer-offline",
                  "--no-audit",
                  "--no-fund",
                  specification)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("npm").toFile())
              .start();
      boolean ended = npm.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      npm.destroyForcibly();
      return ended && npm.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
