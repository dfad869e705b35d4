package dev.tidegate.livequery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.jmh.Samples;
import dev.tidegate.match.Candidate;
import dev.tidegate.match.KnownWords;
import dev.tidegate.match.Ordering;
import dev.tidegate.match.Place;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.FieldSet;
import dev.tidegate.query.SearchParameters;
import dev.tidegate.query.SearchQuery;
import dev.tidegate.search.DocumentSearch.Found;
import dev.tidegate.search.DocumentSearch.Match;
import dev.tidegate.text.IcuTextAnalyzer;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * Evaluation of a change of one product by all distinct live queries of its collection. Run {@code
 * scripts/jmh Matching}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatchingBenchmark {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final FieldSet PRICE = fields("price");
  private static final FieldSet STOCK = fields("stock");

  @Param({"100", "1000", "3000", "10000"})
  int queries;

  private final IcuTextAnalyzer analyzer = new IcuTextAnalyzer();
  private final KnownWords words = new KnownWords(analyzer, 64 << 20);
  private final CollectionQueries all = new CollectionQueries(Samples.PRODUCTS, words);
  private final DocumentState[] cheaper = new DocumentState[Shop.PRODUCTS];
  private final DocumentState[] dearer = new DocumentState[Shop.PRODUCTS];
  private final DocumentState[] soldOut = new DocumentState[Shop.PRODUCTS];
  private final SplittableRandom random = new SplittableRandom(7);
  private final Set<LiveQuery> changed = new HashSet<>();

  /** Number of evaluated queries for a change, and of concerned ones. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Counts {
    public long changes;
    public long held;
    public long mattered;
  }

  @Setup
  public void open() {
    for (int n = 0; n < Shop.PRODUCTS; n++) {
      long price = Shop.price(n);
      cheaper[n] = Shop.product(n, Samples.REV + n, price, 10);
      dearer[n] = Shop.product(n, Samples.REV + n, price + price / 20, 10);
      soldOut[n] = Shop.product(n, Samples.REV + n, price, 0);
    }
    List<Candidate> catalog = Stream.of(cheaper).map(this::candidate).toList();
    Shop shop = new Shop(1);
    Set<QueryKey> keys = new HashSet<>();
    while (keys.size() < queries) {
      SearchQuery wanted =
          SearchParameters.parse(
                  Samples.PRODUCTS, new QueryStringDecoder("/?" + shop.search()).parameters())
              .query();
      QueryKey key = QueryKey.of(Samples.PRODUCTS, wanted.query(), wanted.limit());
      if (keys.add(key)) {
        LiveQuery query =
            new LiveQuery(key, Samples.PRODUCTS, wanted.query(), all.members(), analyzer);
        all.add(query);
        List<Candidate> matching = catalog.stream().filter(query.matcher()::matches).toList();
        query.membership().reset(found(query, catalog), matching);
      }
    }
  }

  /** Returns the result of an index. */
  private static Found found(LiveQuery query, List<Candidate> catalog) {
    Ordering ordering = new Ordering(Samples.PRODUCTS, query.query());
    List<Match> matches =
        catalog.stream()
            .filter(query.matcher()::matches)
            .map(each -> ordering.of(each, 0))
            .sorted()
            .limit(query.membership().asked())
            .map(place -> new Match(place.id(), keys(place), null))
            .toList();
    return new Found(matches.size(), matches, Map.of(), null);
  }

  private static List<JsonNode> keys(Place place) {
    return Stream.of(place.keys()).<JsonNode>map(MAPPER::valueToTree).toList();
  }

  @Benchmark
  public int price(Counts counts) {
    int n = random.nextInt(Shop.PRODUCTS);
    return change(random.nextBoolean() ? cheaper[n] : dearer[n], PRICE, counts);
  }

  @Benchmark
  public int stock(Counts counts) {
    int n = random.nextInt(Shop.PRODUCTS);
    return change(random.nextInt(10) == 0 ? soldOut[n] : cheaper[n], STOCK, counts);
  }

  private int change(DocumentState state, FieldSet touched, Counts counts) {
    counts.changes++;
    counts.held += all.consider(state, touched, changed::add);
    counts.mattered += changed.size();
    changed.forEach(LiveQuery::publish);
    changed.clear();
    return 0;
  }

  private Candidate candidate(DocumentState state) {
    return new Candidate(Samples.PRODUCTS, state, words);
  }

  private static FieldSet fields(String name) {
    return FieldSet.of(List.of(Samples.PRODUCTS.require(name)));
  }
}
