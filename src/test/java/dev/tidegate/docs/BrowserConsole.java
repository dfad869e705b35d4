package dev.tidegate.docs;

import static dev.tidegate.testing.JsonText.json;

import dev.tidegate.testing.HttpCalls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A browser's console in Node: runs blocks of one program one after the other, with the client that
 * the gateway serves, as if they were pasted into a page of the gateway.
 */
final class BrowserConsole implements AutoCloseable {
  private static final Pattern IMPORT = Pattern.compile("from '(\\./[^']+)'");
  private static final int PATIENCE_SECONDS = 30;

  /** Each block waits for a line of the standard input. */
  private static final String STEP = "await step.next();\n";

  private final Process node;
  private final Writer steps;
  private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

  private BrowserConsole(Process node) {
    this.node = node;
    this.steps = node.outputWriter(StandardCharsets.UTF_8);
    Thread.ofVirtual().start(this::readOutput);
  }

  /**
   * Starts the program, which waits for its first step.
   *
   * @param gateway its address
   * @param packages directory that contains the package {@code ws}
   */
  static BrowserConsole start(URI gateway, Path packages, List<CodeBlock> blocks)
      throws IOException {
    download(HttpCalls.to(gateway), packages);
    StringBuilder program = new StringBuilder(prelude(gateway, packages));
    for (CodeBlock block : blocks) {
      program.append(STEP).append(block.text().replace("import('/", "import('./"));
    }
    Path file = packages.resolve("console.mjs");
    Files.writeString(file, program);
    return new BrowserConsole(
        new ProcessBuilder("node", file.toString()).redirectErrorStream(true).start());
  }

  private static String prelude(URI gateway, Path packages) {
    return """
        import { createRequire } from 'node:module';
        import { createInterface } from 'node:readline';
        globalThis.WebSocket ??= createRequire('%s/')('ws').WebSocket;
        globalThis.location = { href: '%s/' };
        const step = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
        """
        .formatted(packages, gateway);
  }

  /** Downloads the client, and the modules that it imports. */
  private static void download(HttpCalls gateway, Path directory) throws IOException {
    Files.writeString(directory.resolve("package.json"), json("{'type':'module'}"));
    Set<String> seen = new HashSet<>();
    Deque<String> left = new ArrayDeque<>(List.of("/client.js"));
    while (!left.isEmpty()) {
      String path = left.remove();
      if (seen.add(path)) {
        String text = gateway.get(path).text();
        Path file = directory.resolve(path.substring(1));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
        IMPORT
            .matcher(text)
            .results()
            .forEach(found -> left.add(URI.create(path).resolve(found.group(1)).getPath()));
      }
    }
  }

  private void readOutput() {
    try (BufferedReader lines = node.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(output::add);
    } catch (IOException e) {
      output.add(e.toString());
    }
  }

  /** Runs the next block. */
  void step() throws IOException {
    steps.write('\n');
    steps.flush();
  }

  /** Returns the next lines, fewer if they don't come in time. */
  List<String> lines(int count) throws InterruptedException {
    List<String> lines = new ArrayList<>();
    while (lines.size() < count) {
      @Nullable String line = output.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        break;
      }
      lines.add(line);
    }
    return lines;
  }

  /** Waits for the end of the program, and returns its exit code and the lines that were left. */
  String end() throws IOException, InterruptedException {
    steps.close();
    boolean ended = node.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return ended ? node.exitValue() + " " + List.copyOf(output) : "still running";
  }

  @Override
  public void close() {
    node.destroyForcibly();
  }
}
