package dev.tidegate.delivery;

import dev.tidegate.delivery.EncodedChange.Kind;
import dev.tidegate.jmh.Samples;
import dev.tidegate.model.Change;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.FieldSet;
import dev.tidegate.wire.ChangeJson;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Encoding of one change as JSON and as a message, once for all receivers. Run {@code scripts/jmh
 * EncodeBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EncodeBenchmark {
  private final Change change = Samples.sale(1, Samples.REV + 1, Samples.REV + 2, 8);
  private final FieldSet touched = ((Change.Updated) change).touched();
  private final DocumentState state =
      Objects.requireNonNull(Samples.product(1).after(change), "the change follows");
  private final FieldSet all = Samples.PRODUCTS.allFields();

  /** Of an {@code every} subscription. */
  @Benchmark
  public byte[] event() {
    return ChangeJson.change(Samples.PRODUCTS, change, all);
  }

  /** Two fields of a watched document, in a message of its own. */
  @Benchmark
  public Burst update() {
    return alone(Kind.FIELDS, touched);
  }

  /** A watched document that is replaced. */
  @Benchmark
  public Burst replacement() {
    return alone(Kind.WHOLE, all);
  }

  private Burst alone(Kind kind, FieldSet fields) {
    EncodedChange encoded = EncodingCache.encode(Samples.PRODUCTS, state, kind, fields);
    return EncodedChange.message("products", List.of(encoded));
  }
}
