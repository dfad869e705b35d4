package dev.tidegate.wire;

import dev.tidegate.jmh.Samples;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The body of a GET, assembled from the near cache. Run {@code scripts/jmh DocumentBenchmark}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DocumentBenchmark {
  private static final int MANY = 50;

  private final DocumentState product = Samples.product(1);
  private final List<DocumentState> products = new ArrayList<>();
  private final FieldSet all = Samples.PRODUCTS.allFields();
  private final FieldSet two =
      FieldSet.of(
          List.<Field>of(Samples.PRODUCTS.require("price"), Samples.PRODUCTS.require("stock")));

  public DocumentBenchmark() {
    for (int i = 0; i < MANY; i++) {
      products.add(Samples.product(i));
    }
  }

  /** {@code GET /v1/products/ID}: 12 fields. */
  @Benchmark
  public byte[] whole() {
    return DocumentJson.document(Samples.PRODUCTS, product, all);
  }

  /** {@code ?fields=price,stock}. */
  @Benchmark
  public byte[] projected() {
    return DocumentJson.document(Samples.PRODUCTS, product, two);
  }

  /** {@code ?ids=} of 50, a document of them. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public byte[] oneOfFifty() {
    Bytes out = new Bytes(64);
    for (DocumentState state : products) {
      DocumentJson.document(out, Samples.PRODUCTS, state, all);
      out.add(',');
    }
    return out.toArray();
  }
}
