package dev.tidegate.testing;

import dev.tidegate.embedded.RecordedStartupCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The gateway as a program of its own, to be killed. */
public final class GatewayProgram {
  private GatewayProgram() {}

  /** With the shipped configuration, on any free port; what it prints comes in one stream. */
  public static Process start(Path data, Map<String, String> settings) throws IOException {
    return start(data, settings, List.of());
  }

  /** The same with options of the JVM. */
  public static Process start(Path data, Map<String, String> settings, List<String> options)
      throws IOException {
    if (!settings.containsKey("TIDEGATE_ELASTICSEARCH_URLS")) {
      RecordedStartupCache.provide(data.resolve("elasticsearch"));
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "dev.tidegate.Tidegate",
            "--config",
            "conf",
            "--data",
            data.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TIDEGATE_HTTP_PORT", "0");
    builder.environment().putAll(settings);
    return builder.start();
  }

  /** The options of the JVM with which {@code scripts/run} starts it on every version of Java. */
  public static List<String> scriptOptions() throws IOException {
    String script = Files.readString(Path.of("scripts", "run"));
    String flags = script.substring(script.indexOf("flags=("), script.indexOf("\n)\n"));
    return flags.lines().map(String::strip).filter(line -> line.startsWith("-")).toList();
  }
}
