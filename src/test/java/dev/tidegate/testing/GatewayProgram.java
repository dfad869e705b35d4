package dev.tidegate.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The gateway as a program of its own, to be killed. */
public final class GatewayProgram {
  private GatewayProgram() {}

  /** With the shipped configuration, on any free port; what it prints comes in one stream. */
  public static Process start(Path data, Map<String, String> settings) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tidegate.Tidegate",
                "--config",
                "conf",
                "--data",
                data.toString())
            .redirectErrorStream(true);
    builder.environment().put("TIDEGATE_HTTP_PORT", "0");
    builder.environment().putAll(settings);
    return builder.start();
  }
}
