package dev.tidegate.search;

import dev.tidegate.jmh.Samples;
import dev.tidegate.livequery.Shop;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Query;
import dev.tidegate.query.SearchParameters;
import dev.tidegate.text.IcuTextAnalyzer;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Additional cost of a search after the maximum number of recent writes. Run {@code scripts/jmh
 * Fresh}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FreshBenchmark {
  private static final int WRITTEN = 256;

  @Param({"stock=1..&sort=price", "q=tuba&stock=1..", "category=category7&stock=1.."})
  String search = "";

  private final List<DocumentState> documents =
      IntStream.range(0, WRITTEN).mapToObj(n -> Shop.product(n, n, Shop.price(n), n % 8)).toList();
  private final Map<String, Long> written =
      documents.stream().collect(Collectors.toMap(one -> one.key().id(), DocumentState::rev));
  private final FreshMatches matches =
      new FreshMatches((collection, fields) -> written, new IcuTextAnalyzer());
  private Query query = new Query(null, List.of(), List.of());

  @Setup
  public void parse() {
    query =
        SearchParameters.parse(
                Samples.PRODUCTS, new QueryStringDecoder("/v1/products?" + search).parameters())
            .query()
            .query();
  }

  @Benchmark
  public List<DocumentState> match() {
    FreshWrites.Candidates candidates = matches.of(Samples.PRODUCTS, query);
    return candidates.matching(documents);
  }
}
