package dev.tidegate.hostile;

import dev.tidegate.testing.GatewayProgram;
import dev.tidegate.testing.HttpCalls;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway program with the JVM options of scripts/run. */
final class AttackedProgram implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("API (http://\\S+)/v1/");
  private static final int LAST_LINES = 40;

  private final Process process;
  private final CompletableFuture<URI> base = new CompletableFuture<>();
  private final Deque<String> output = new ArrayDeque<>();

  /**
   * Resources of the program, in bytes unless stated otherwise.
   *
   * @param heap live objects after a collection
   * @param files open file descriptors
   * @param budgets memory of requests, responses, and bulks
   * @param peak the most resident memory so far
   */
  record Use(long heap, long direct, long budgets, long files, long resident, long peak) {
    @Override
    public String toString() {
      return "heap %d MiB, direct %d MiB, budgets %d bytes, %d files, resident %d MiB, peak %d MiB"
          .formatted(heap >> 20, direct >> 20, budgets, files, resident >> 20, peak >> 20);
    }
  }

  private AttackedProgram(Process process) {
    this.process = process;
  }

  static AttackedProgram start(Path data, Map<String, String> settings) throws IOException {
    AttackedProgram program =
        new AttackedProgram(GatewayProgram.start(data, settings, GatewayProgram.scriptOptions()));
    Thread.ofPlatform().daemon().name("gateway-output").start(program::readOutput);
    return program;
  }

  private void readOutput() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher ready = READY.matcher(line);
        if (ready.find()) {
          base.complete(URI.create(ready.group(1)));
        }
        synchronized (output) {
          output.add(line);
          if (output.size() > LAST_LINES) {
            output.remove();
          }
        }
      }
    } catch (IOException e) {
      // The program is gone.
    }
    base.completeExceptionally(new IllegalStateException("The gateway ended."));
  }

  /** Waits until the program is ready. */
  URI base() throws InterruptedException {
    try {
      return base.get(2, TimeUnit.MINUTES);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("The gateway did not start: " + output(), e);
    }
  }

  HttpCalls http() throws InterruptedException {
    return HttpCalls.to(base());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The last lines that it printed. */
  String output() {
    synchronized (output) {
      return String.join("\n", output);
    }
  }

  /** Returns the current resources after a garbage collection. */
  Use use() throws InterruptedException {
    collect();
    String metrics = http().get("/metrics").text();
    return new Use(
        sum(metrics, "jvm_memory_used_bytes\\{area=\"heap\"[^}]*}"),
        sum(metrics, "jvm_buffer_memory_used_bytes\\{[^}]*}")
            + sum(metrics, "tidegate_native_buffer_bytes"),
        sum(metrics, "tidegate_(?:http_request|http_response|bulk_spool)_bytes"),
        files(),
        status("VmRSS"),
        status("VmHWM"));
  }

  /**
   * Nanoseconds for which an event loop could have run, but had no processor: other programs of a
   * busy machine had them. Of all event loops, the longest.
   */
  long starved() {
    File[] threads = new File("/proc/" + process.pid() + "/task").listFiles();
    long longest = 0;
    for (File thread : threads == null ? new File[0] : threads) {
      try {
        if (Files.readString(thread.toPath().resolve("comm")).startsWith("vert.x-eventloo")) {
          String times = Files.readString(thread.toPath().resolve("schedstat"));
          longest = Math.max(longest, Long.parseLong(times.split(" ", -1)[1]));
        }
      } catch (IOException e) {
        // The thread has ended.
      }
    }
    return longest;
  }

  private void collect() throws InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      new ProcessBuilder(List.of(jcmd, Long.toString(process.pid()), "GC.run"))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long sum(String metrics, String series) {
    Matcher line = Pattern.compile("(?m)^" + series + " (\\S+)$").matcher(metrics);
    double sum = 0;
    while (line.find()) {
      sum += Math.max(0, Double.parseDouble(line.group(1)));
    }
    return (long) sum;
  }

  private long files() {
    String[] open = new File("/proc/" + process.pid() + "/fd").list();
    return open == null ? 0 : open.length;
  }

  private long status(String name) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", "" + process.pid(), "status"))) {
        if (line.startsWith(name + ":")) {
          return Long.parseLong(line.replaceAll("\\D", "")) << 10;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return 0;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
