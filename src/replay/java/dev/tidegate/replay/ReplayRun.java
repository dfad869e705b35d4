package dev.tidegate.replay;

import dev.tidegate.client.BulkOptions;
import dev.tidegate.client.BulkStream;
import dev.tidegate.client.CollectionClient;
import dev.tidegate.client.TidegateClient;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One replay, from opening the file to the last answer. */
final class ReplayRun {
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  /** No limit of the queue: the lines under way are limited, and each has one write at a time. */
  private static final BulkOptions BULK = new BulkOptions(1_000, 1 << 20, Long.MAX_VALUE);

  private final ReplayOptions options;
  private final ProgressListener progress;
  private final Tally tally = new Tally();
  private final InFlightLimit window;
  private final String run;
  private volatile @Nullable String ended;

  ReplayRun(ReplayOptions options, ProgressListener progress) {
    this.options = options;
    this.progress = progress;
    this.window = new InFlightLimit(options.inFlight());
    this.run = "replay-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), 12);
  }

  /**
   * Reads, writes and waits for all answers.
   *
   * @throws ReplayException if it can't begin
   */
  Summary run() throws IOException, InterruptedException {
    FileSurvey survey = FileSurvey.of(options.file());
    requireGateway();
    ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    try (TidegateClient client =
        client(options.patience())
            .executor(executor)
            .retryListener((attempt, delay, cause) -> tally.repeated())
            .build()) {
      return run(survey, client, executor);
    } finally {
      executor.shutdownNow();
    }
  }

  /** Ends the run early, from any thread: what is under way gets a little time to be answered. */
  void interrupt() {
    end(Summary.INTERRUPTED);
  }

  private Summary run(FileSurvey survey, TidegateClient client, ScheduledExecutorService executor)
      throws IOException, InterruptedException {
    CollectionClient collection = client.collection(options.collection());
    BulkStream writes = collection.bulkStream(BULK);
    ReplayedProducts lanes =
        new ReplayedProducts(
            executor,
            line ->
                new ReplayedProduct(
                    collection,
                    writes,
                    tally,
                    run,
                    NewProduct.of(survey.nameOf(line.code()), options.opening(), line.pence()),
                    line.id()),
            this::onResult);
    long started = System.nanoTime();
    long total = Math.min(survey.lines(), options.limit());
    executor.scheduleAtFixedRate(
        () -> progress.onProgress(tally.counts(), total), 1, 1, TimeUnit.SECONDS);
    try {
      feed(survey, lanes);
    } catch (IOException e) {
      end("given up: the rest of the file can't be read: " + e.getMessage());
    }
    if (!window.awaitEmptyOrClosed()) {
      client.stopRetries();
      window.awaitEmpty(GRACE_NANOS);
    }
    String end = ended;
    return new Summary(
        options.file().toString(),
        options.target() + " " + options.collection(),
        run,
        options.speed().toString(),
        end == null ? Summary.COMPLETE : end,
        (System.nanoTime() - started) / 1e9,
        tally.counts());
  }

  private void feed(FileSurvey survey, ReplayedProducts lanes)
      throws IOException, InterruptedException {
    OrderLineParser parser = new OrderLineParser(survey.columns());
    ReplayPacer pacer = new ReplayPacer(options.speed(), window);
    try (LineReader reader = LineReader.open(options.file())) {
      FileSurvey.header(reader);
      RawLine raw = reader.next();
      for (long left = options.limit(); left > 0 && raw != null; left--, raw = reader.next()) {
        OrderLine line;
        try {
          line = parser.parse(raw);
        } catch (LineException e) {
          tally.malformed(raw.number(), e.reason());
          continue;
        }
        long late = pacer.await(line.time());
        if (late < 0) {
          return;
        }
        tally.sent(late);
        lanes.submit(line);
      }
    }
  }

  private void onResult(OrderLine line, @Nullable LineResult result, @Nullable Throwable failure) {
    if (result != null) {
      tally.done(line.number(), result);
    } else if (failure != null) {
      end("given up at line " + line.number() + ": " + message(failure));
    }
    window.leave();
  }

  private synchronized void end(String reason) {
    if (ended == null) {
      ended = reason;
    }
    window.close();
  }

  private static @Nullable String message(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure.getMessage() : cause.getMessage();
  }

  private TidegateClient.Builder client(Duration retryFor) {
    return TidegateClient.builder(options.target())
        .requestTimeout(REQUEST_TIMEOUT)
        .retryFor(retryFor);
  }

  /** Checks with one read, without retries, that the gateway has the collection. */
  private void requireGateway() throws InterruptedException {
    try (TidegateClient client = client(Duration.ZERO).build()) {
      client.collection(options.collection()).getAll(List.of("probe")).get();
    } catch (ExecutionException e) {
      throw new ReplayException(options.target() + ": " + message(e));
    }
  }
}
