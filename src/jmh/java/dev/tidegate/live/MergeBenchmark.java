package dev.tidegate.live;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Clients that do not read: changes merge in their outboxes, and what they come to goes out when
 * they read again. {@code scripts/jmh MergeBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MergeBenchmark {
  private static final int SESSIONS = 100;
  private static final int WATCHED = 20;
  private static final int ROUNDS = 10;

  private final LiveBench live = new LiveBench(WATCHED);
  private final int[] documents = IntStream.range(0, WATCHED).toArray();

  @Setup(Level.Trial)
  public void setUp() {
    for (int i = 0; i < SESSIONS; i++) {
      live.open(0, WATCHED, false);
    }
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    live.close();
  }

  /** Ten changes of each of 20 documents merge for 100 clients, who then read: a merged change. */
  @Benchmark
  @OperationsPerInvocation(SESSIONS * WATCHED * ROUNDS)
  public void mergeAndDrain() {
    live.transports.forEach(transport -> transport.full = true);
    for (int i = 0; i < ROUNDS; i++) {
      live.dispatch(live.batch(documents));
    }
    long before = live.messages();
    live.transports.forEach(transport -> transport.full = false);
    live.drained();
    if (live.messages() != before + SESSIONS) {
      throw new IllegalStateException("not one message a session");
    }
  }
}
