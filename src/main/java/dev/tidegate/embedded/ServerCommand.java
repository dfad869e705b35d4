package dev.tidegate.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Command line of a server that is independent of the terminal and of the JVM options of the
 * gateway.
 */
final class ServerCommand {
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private ServerCommand() {}

  static ProcessBuilder of(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(inOwnSession(command)).redirectErrorStream(true);
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    return builder;
  }

  /**
   * A terminal's Ctrl-C goes to all of its session: the gateway must end first, then its stores.
   */
  private static List<String> inOwnSession(List<String> command) {
    if (!Files.isExecutable(SETSID)) {
      return command;
    }
    List<String> wrapped = new ArrayList<>(command);
    wrapped.addFirst(SETSID.toString());
    return wrapped;
  }
}
