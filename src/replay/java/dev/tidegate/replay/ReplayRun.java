package dev.tidegate.replay;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One replay, from opening the file to the last answer. */
final class ReplayRun {
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

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
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    try {
      return run(survey, vertx);
    } finally {
      vertx.close();
    }
  }

  /** Ends the run early, from any thread: what is under way gets a little time to be answered. */
  void interrupt() {
    end(Summary.INTERRUPTED);
  }

  private Summary run(FileSurvey survey, Vertx vertx) throws IOException, InterruptedException {
    Context context = vertx.getOrCreateContext();
    HttpClient http = GatewayConnections.open(vertx, options.target(), options.inFlight());
    Retries retries = new Retries(vertx, options.patience(), tally);
    GatewayClient gateway = new GatewayClient(http, retries, options.collectionPath());
    requireGateway(gateway);
    ReplayedProducts lanes =
        new ReplayedProducts(
            context,
            line ->
                new ReplayedProduct(
                    gateway, tally, run, line.id(), survey.nameOf(line.code()), options.opening()),
            this::onResult);
    long started = System.nanoTime();
    long total = Math.min(survey.lines(), options.limit());
    vertx.setPeriodic(1_000, id -> progress.onProgress(tally.counts(), total));
    try {
      feed(survey, lanes);
    } catch (IOException e) {
      end("given up: the file can't be read on: " + e.getMessage());
    }
    if (!window.awaitEmptyOrClosed()) {
      retries.stop();
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

  private void onResult(OrderLine line, AsyncResult<LineResult> result) {
    if (result.succeeded()) {
      tally.done(line.number(), result.result());
    } else {
      end("given up at line " + line.number() + ": " + result.cause().getMessage());
    }
    window.leave();
  }

  private synchronized void end(String reason) {
    if (ended == null) {
      ended = reason;
    }
    window.close();
  }

  /** What happened, without the names of the classes that noticed. */
  private static String reason(ExecutionException failure) {
    Throwable cause = failure.getCause();
    String message = cause == null ? null : cause.getMessage();
    return message == null ? failure.toString() : message;
  }

  private void requireGateway(GatewayClient gateway) throws InterruptedException {
    Answer answer;
    try {
      answer = gateway.probe().toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw new ReplayException("no gateway answers at " + options.target() + ": " + reason(e));
    }
    if (!answer.accepted()) {
      throw new ReplayException(options.target() + " answered " + answer);
    }
  }
}
