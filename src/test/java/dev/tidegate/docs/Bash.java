package dev.tidegate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Executes shell blocks of a page, and compares their output with the block that follows. */
final class Bash {
  private static final String DOCUMENTED = "http://127.0.0.1:8080";
  private static final Pattern WRITE = Pattern.compile("curl (-X|--data)");
  private static final int PATIENCE_SECONDS = 30;

  private final URI gateway;
  private final Path directory;
  private final ExpectedOutput expected = new ExpectedOutput();
  private final StringBuilder variables = new StringBuilder();
  private int executed;

  /**
   * Creates a shell.
   *
   * @param gateway replaces the documented address
   * @param directory for its output
   */
  Bash(URI gateway, Path directory) {
    this.gateway = gateway;
    this.directory = directory;
  }

  /** Returns whether Bash finds a program. */
  static boolean has(String program) throws InterruptedException {
    try {
      return new ProcessBuilder("bash", "-c", "command -v " + program).start().waitFor() == 0;
    } catch (IOException noBash) {
      return false;
    }
  }

  /** Number of executed blocks. */
  int executed() {
    return executed;
  }

  /** Executes a block if it is one for the shell. */
  void run(List<CodeBlock> blocks, int number) {
    CodeBlock block = blocks.get(number);
    if (!block.language().equals("sh") || block.text().startsWith("scripts/")) {
      return;
    }
    executed++;
    CodeBlock output = blocks.get(number + 1);
    if (WRITE.matcher(block.text()).find()) {
      check(output, execute(block));
    } else {
      // The facets of a search can lag behind the write before it.
      Eventually.get(() -> matches(output, execute(block)), Boolean::booleanValue);
    }
    block
        .text()
        .lines()
        .filter(line -> line.matches("[A-Z]+=\\S*"))
        .forEach(line -> variables.append(line).append('\n'));
  }

  private boolean matches(CodeBlock output, String actual) {
    if (!actual.contains("\"facets\"")) {
      check(output, actual);
      return true;
    }
    try {
      check(output, actual);
      return true;
    } catch (AssertionError lagging) {
      return false;
    }
  }

  private void check(CodeBlock output, String actual) {
    switch (output.language()) {
      case "json" -> expected.checkJson(output, actual);
      case "http" -> expected.checkHttp(output, actual);
      default -> throw new AssertionError("no output is shown before line " + output.line());
    }
  }

  /** Executes a block, and returns its output. */
  String execute(CodeBlock block) {
    String script = (variables + block.text()).replace(DOCUMENTED, gateway.toString());
    try {
      Path output = directory.resolve("output");
      Path errors = directory.resolve("errors");
      Process bash =
          new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      boolean ended = bash.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      bash.destroyForcibly();
      assertThat(ended && bash.exitValue() == 0)
          .as("line %d: %s", block.line(), Files.readString(errors))
          .isTrue();
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
