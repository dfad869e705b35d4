package dev.tidegate.live;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A hub's work for one delivered change, all but the socket: a batch comes, each session's outbox
 * is filled and flushed. {@code scripts/jmh DispatchBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DispatchBenchmark {
  private static final int SESSIONS = 1_000;
  private static final int WATCHED = 20;

  /** Of all shapes: 32 changes to all sessions, or 1,600 to 20 each. */
  private static final int DELIVERIES = 32_000;

  /** Documents that sessions watch. */
  public enum Shape {
    /** One document that each session watches, by {@code every}. */
    EVERY,
    /** The same document, by its id: 32 changes are sent as one. */
    ONE,
    /**
     * 20 of 1,000 documents for each session, 1,600 changes: those of one document are sent as one.
     */
    WIDE
  }

  @Param public Shape shape = Shape.EVERY;

  private LiveBench live = new LiveBench(1);
  private int next;
  private int[] documents = {};

  @Setup(Level.Trial)
  public void setUp() {
    live.close();
    boolean wide = shape == Shape.WIDE;
    live = new LiveBench(wide ? SESSIONS : 1);
    documents = new int[DELIVERIES / (wide ? WATCHED : SESSIONS)];
    for (int i = 0; i < SESSIONS; i++) {
      live.open(i, wide ? WATCHED : 1, shape == Shape.EVERY);
    }
    long before = live.messages();
    batch();
    if (live.messages() == before) {
      throw new IllegalStateException("no session received the change");
    }
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    live.close();
  }

  /** A change for one session. */
  @Benchmark
  @OperationsPerInvocation(DELIVERIES)
  public void batch() {
    for (int i = 0; i < documents.length; i++) {
      next = (next + 37) % SESSIONS;
      documents[i] = shape == Shape.WIDE ? next : 0;
    }
    live.dispatch(live.batch(documents));
  }
}
