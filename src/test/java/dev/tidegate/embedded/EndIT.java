package dev.tidegate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program is asked to end, at any moment of its start: it leaves nothing behind. */
class EndIT {
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path data;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Starting Redis",
        "Starting Elasticsearch",
        "Redis ready",
        "Elasticsearch ready",
        "ready:"
      })
  void whileItPrints(String moment) throws Exception {
    Process program = start();
    try {
      assertThat(awaitLine(program, moment)).as("it came to %s", moment).isTrue();
      endsCleanly(program);
    } finally {
      program.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whileItHasSoManyChildren(int children) throws Exception {
    Process program = start();
    try {
      while (program.descendants().count() < children) {
        assertThat(program.waitFor(1, TimeUnit.MILLISECONDS)).isFalse();
      }
      endsCleanly(program);
    } finally {
      program.destroyForcibly();
    }
  }

  private Process start() throws IOException {
    return GatewayProgram.start(data, Map.of());
  }

  private static boolean awaitLine(Process program, String text) throws IOException {
    BufferedReader output = program.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains(text)) {
        return true;
      }
    }
    return false;
  }

  private void endsCleanly(Process program) throws Exception {
    List<ProcessHandle> children = program.descendants().toList();
    program.destroy();
    assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue()).isZero();
    // Killed at the very end, they may be there until the system has buried them.
    Eventually.get(() -> children.stream().filter(ProcessHandle::isAlive).count(), n -> n == 0);
    Eventually.get(() -> ProcessHandle.allProcesses().filter(this::isOfThis).count(), n -> n == 0);
  }

  private boolean isOfThis(ProcessHandle process) {
    return (process.info().command().orElse("") + process.info().commandLine().orElse(""))
        .contains(data.toString());
  }
}
