package dev.tidegate.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Main of {@code scripts/replay}: arguments in, a summary and an exit code out. */
@Command(
    name = "scripts/replay",
    sortOptions = false,
    description = {
      "Replays the order lines of a shop against a running gateway.",
      "",
      "FILE is CSV, plain or gzip, in the format of UCI's Online Retail data set. A product is created"
          + " for each stock code at its first line; an existing one is used as it is."
          + " Each line then sets the price if it has a different one above 0, and moves stock and"
          + " sold by its quantity, in file order per product.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 every line was replayed or rejected for stock, 1 some lines were errors, 2 it"
          + " did not start, 3 it was given up."
    })
public final class Replay implements Callable<Integer> {
  private static final int LINE_ERRORS = 1;
  private static final int COULD_NOT_BEGIN = 2;
  private static final int GIVEN_UP = 3;
  private static final long SUMMARY_SECONDS = 5;

  @Parameters(paramLabel = "FILE", description = "the order lines, oldest first")
  private Path file = Path.of("");

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "1",
      converter = SpeedConverter.class,
      description = "times faster than the original, or max (${DEFAULT-VALUE})")
  private Speed speed = new Speed(1);

  @Option(
      names = "--target",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "the gateway (${DEFAULT-VALUE})")
  private URI target = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--collection",
      paramLabel = "NAME",
      defaultValue = "products",
      description = "collection of the products (${DEFAULT-VALUE})")
  private String collection = "products";

  @Option(
      names = "--opening",
      paramLabel = "STOCK",
      defaultValue = "100000",
      description = "stock of a created product (${DEFAULT-VALUE})")
  private long opening;

  @Option(
      names = "--in-flight",
      paramLabel = "LINES",
      defaultValue = "256",
      description = "maximum number of running lines (${DEFAULT-VALUE})")
  private int inFlight;

  @Option(
      names = "--limit",
      paramLabel = "LINES",
      description = "maximum number of lines to replay")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--give-up-after",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description =
          "time for which a request without a final response is repeated, 0 to 3600: a gateway stores"
              + " idempotency keys for at least one hour (${DEFAULT-VALUE})")
  private long patience;

  @Option(names = "--json", paramLabel = "FILE", description = "file for the summary as JSON")
  private @Nullable Path json;

  @SuppressWarnings("UnusedVariable") // picocli looks at it
  @Option(names = "--help", usageHelp = true, description = "show this and exit")
  private boolean help;

  private Replay() {}

  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** The whole program but its end; returns the exit code. */
  static int execute(String... args) {
    return new CommandLine(new Replay()).execute(args);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    try {
      requireWritable(json);
      ReplayRun run = new ReplayRun(options(), new ProgressLine(System.err));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(run, told), "interrupt"));
      Summary summary = run.run();
      System.out.print(Report.of(summary));
      if (json != null) {
        Files.write(
            json, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(summary));
      }
      return exitCode(summary);
    } catch (ReplayException | IOException e) {
      System.err.println("replay: " + e.getMessage());
      return COULD_NOT_BEGIN;
    } finally {
      told.countDown();
    }
  }

  /** Before an hour's replay, not after it. */
  private static void requireWritable(@Nullable Path file) {
    if (file == null) {
      return;
    }
    Path directory = file.toAbsolutePath().getParent();
    boolean writable =
        Files.exists(file)
            ? Files.isRegularFile(file) && Files.isWritable(file)
            : directory != null && Files.isDirectory(directory) && Files.isWritable(directory);
    if (!writable) {
      throw new ReplayException("--json: " + file + " can't be written");
    }
  }

  private ReplayOptions options() {
    return new ReplayOptions(
        file, target, collection, speed, opening, inFlight, limit, Duration.ofSeconds(patience));
  }

  private static int exitCode(Summary summary) {
    if (!summary.complete()) {
      return GIVEN_UP;
    }
    return summary.counts().lines().errors() == 0 ? 0 : LINE_ERRORS;
  }

  /** On Ctrl-C: has the run end early, and waits for its summary. */
  private static void interrupt(ReplayRun run, CountDownLatch told) {
    run.interrupt();
    try {
      if (!told.await(SUMMARY_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("replay: interrupted without a summary");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Converter of a speed, with a message that explains the valid values. */
  static final class SpeedConverter implements CommandLine.ITypeConverter<Speed> {
    @Override
    public Speed convert(String value) {
      try {
        return Speed.parse(value);
      } catch (IllegalArgumentException e) {
        throw new CommandLine.TypeConversionException(
            "'" + value + "' is not a number above 0, nor max");
      }
    }
  }
}
