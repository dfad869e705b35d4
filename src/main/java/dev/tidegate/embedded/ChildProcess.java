package dev.tidegate.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server process that belongs to this one. Its output goes, line by line, to a listener. */
final class ChildProcess {
  private static final Logger log = LoggerFactory.getLogger(ChildProcess.class);
  private static final int TAIL_LINES = 15;

  private final String name;
  private final Process process;
  private final PidFile pidFile;
  private final Deque<String> lastOutput = new ArrayDeque<>();
  private volatile boolean ending;

  private ChildProcess(String name, Process process, PidFile pidFile) {
    this.name = name;
    this.process = process;
    this.pidFile = pidFile;
  }

  /** The command runs in the data directory. {@code output} is called on a thread of its own. */
  static ChildProcess start(
      String name, List<String> command, DataDirectory directory, Consumer<String> output) {
    ProcessBuilder builder = ServerCommand.of(command).directory(directory.path().toFile());
    try {
      Process process = builder.start();
      directory.pidFile().write(process.toHandle());
      ChildProcess child = new ChildProcess(name, process, directory.pidFile());
      child.follow(output);
      return child;
    } catch (IOException e) {
      throw new EmbeddedStartException(name + " cannot be started: " + e.getMessage(), e);
    }
  }

  private void follow(Consumer<String> output) {
    Thread.ofPlatform().daemon().name(name + "-output").start(() -> pump(output));
  }

  /**
   * From now on its end is news; before, it is the failure of a start.
   *
   * @return completes if it ends though nobody asked it to
   */
  CompletableFuture<Void> watch() {
    CompletableFuture<Void> crashed = new CompletableFuture<>();
    process
        .onExit()
        .thenAccept(
            ended -> {
              if (!ending) {
                log.error(
                    "Embedded server ended unexpectedly server={} code={}",
                    name,
                    ended.exitValue());
                crashed.complete(null);
              }
            });
    return crashed;
  }

  private void pump(Consumer<String> output) {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        remember(line);
        output.accept(line);
      }
    } catch (IOException e) {
      log.debug("Output of the embedded server closed server={}", name, e);
    }
  }

  private synchronized void remember(String line) {
    lastOutput.addLast(line);
    if (lastOutput.size() > TAIL_LINES) {
      lastOutput.removeFirst();
    }
  }

  Process process() {
    return process;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGTERM, and SIGKILL once the grace is over. */
  void stop(Duration grace) {
    ending = true;
    process.destroy();
    try {
      if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn(
            "Killing embedded server that did not stop in time server={} seconds={}",
            name,
            grace.toSeconds());
        process.destroyForcibly().waitFor();
      }
      forget();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** SIGKILL: what a crash looks like. */
  void kill() {
    ending = true;
    process.destroyForcibly().onExit().join();
    forget();
  }

  /**
   * Returns the cause of a failed start, with the last output of the server. Ends the server if it
   * still runs.
   */
  EmbeddedStartException failure(String reason, Path logFile) {
    String exit = isAlive() ? "" : " (exit code " + process.exitValue() + ")";
    kill();
    StringBuilder text = new StringBuilder(name).append(' ').append(reason).append(exit);
    text.append("\n--- its output\n").append(output());
    text.append("\n--- the end of ").append(logFile).append('\n').append(tail(logFile));
    return new EmbeddedStartException(text.toString());
  }

  private synchronized String output() {
    return String.join("\n", lastOutput);
  }

  private static String tail(Path file) {
    if (!Files.exists(file)) {
      return "(there is none)";
    }
    try (Stream<String> lines = Files.lines(file)) {
      List<String> all = lines.toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - TAIL_LINES), all.size()));
    } catch (IOException | UncheckedIOException e) {
      return e.toString();
    }
  }

  private void forget() {
    try {
      pidFile.delete();
    } catch (IOException e) {
      log.warn("{}: {}", name, e.toString());
    }
  }
}
