package dev.tidegate.query;

import dev.tidegate.jmh.Samples;
import dev.tidegate.text.TextQuery;
import io.netty.handler.codec.http.QueryStringDecoder;
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
 * Conversion of the URL of a search to the query for Elasticsearch and live queries. Run {@code
 * scripts/jmh QueryBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class QueryBenchmark {
  private final String words = "/v1/products?q=green+tea&limit=20";
  private final String filters =
      "/v1/products?brand=Acme,Globex&category=!old&price=1000..5000&stock=1..&sort=-price,name"
          + "&facets=brand,price&fields=name,price,image";
  private final String text = "green tea \"cast iron\" -plastic kettle";

  @Benchmark
  public SearchParameters words() {
    return parse(words);
  }

  @Benchmark
  public SearchParameters filters() {
    return parse(filters);
  }

  /** Parses a {@code q}. */
  @Benchmark
  public TextQuery text() {
    return TextQuery.parse(text);
  }

  private static SearchParameters parse(String url) {
    return SearchParameters.parse(Samples.PRODUCTS, new QueryStringDecoder(url).parameters());
  }
}
