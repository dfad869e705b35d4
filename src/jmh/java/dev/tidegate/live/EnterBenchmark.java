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
 * Cost of one entry and one leave on a listing page for one client, without the socket. Run {@code
 * scripts/jmh EnterBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EnterBenchmark {
  private static final int SESSIONS = 1_000;

  private LiveBench live = new LiveBench(1);
  private int round;

  @Setup(Level.Trial)
  public void setUp() {
    live.close();
    live = new LiveBench(100);
    for (int i = 0; i < SESSIONS; i++) {
      live.search();
    }
    move();
    long before = live.messages();
    move();
    if (live.messages() - before != 2 * SESSIONS) {
      throw new IllegalStateException("some sessions received nothing");
    }
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    live.close();
  }

  /** Sends an entry and a leave to one session. */
  @Benchmark
  @OperationsPerInvocation(SESSIONS)
  public void move() {
    round++;
    live.page(
        IntStream.range(0, LiveBench.PAGE)
            .map(i -> i == 7 ? LiveBench.PAGE + round % 50 : i)
            .toArray());
  }
}
