package dev.tidegate.elastic;

import co.elastic.clients.transport.rest5_client.Rest5ClientHttpClient;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import com.sun.management.OperatingSystemMXBean;
import dev.tidegate.config.CollectionLoader;
import dev.tidegate.config.ConfigException;
import dev.tidegate.config.ElasticsearchConfig;
import dev.tidegate.config.GatewayConfig;
import dev.tidegate.model.Collection;
import dev.tidegate.query.SearchParameters;
import dev.tidegate.query.SearchQuery;
import dev.tidegate.search.DocumentSearch;
import dev.tidegate.text.IcuTextAnalyzer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * The same searches over each way there is, in turn and several times over: through our transport
 * and the typed client's own, both asking Elasticsearch for what a gateway asks, and through
 * gateways. So many clients wait for each answer. Run it after {@code scripts/load search} has made
 * the documents:
 *
 * <pre>
 * java -cp target/load-classes:target/classes:target/lib/* dev.tidegate.elastic.SearchComparison \
 *   http://127.0.0.1:ELASTICSEARCH INDEX_PREFIX CLIENTS SEARCHES [NAME=http://127.0.0.1:GATEWAY ...]
 * </pre>
 */
public final class SearchComparison {
  private static final int ROUNDS = 5;
  private static final List<String> MIX =
      List.of(
          "q=tea&limit=20",
          "q=green cup&limit=20&facets=brand,category",
          "brand=Acme,Globex&price=100..3000&sort=-price",
          "q=kettle&fields=name,price",
          "category=tea&sort=name&limit=50");

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final int clients;
  private final int searches;

  private SearchComparison(int clients, int searches) {
    this.clients = clients;
    this.searches = searches;
  }

  public static void main(String[] args) throws ConfigException, InterruptedException {
    SearchComparison comparison =
        new SearchComparison(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    Map<String, Function<Integer, Future<?>>> ways = new LinkedHashMap<>();
    comparison.direct(args[0], args[1], ways);
    for (String gateway : List.of(args).subList(4, args.length)) {
      String[] named = gateway.split("=", 2);
      ways.put(named[0], comparison.gateway(URI.create(named[1])));
    }
    comparison.compare(ways);
    System.exit(0);
  }

  private void direct(String url, String prefix, Map<String, Function<Integer, Future<?>>> ways)
      throws ConfigException {
    Collection products =
        CollectionLoader.load(Path.of("conf/collections")).collections().stream()
            .filter(c -> c.name().equals("products"))
            .findAny()
            .orElseThrow();
    ElasticsearchConfig config =
        GatewayConfig.defaults().with("elasticsearch.urls", url).elasticsearch();
    Rest5Client rest5 = Rest5Client.builder(URI.create(url)).build();
    ways.put("vertx", find(new ElasticClient(vertx, config), prefix, products));
    ways.put(
        "rest5",
        find(new ElasticClient(vertx, new Rest5ClientHttpClient(rest5)), prefix, products));
  }

  private Function<Integer, Future<?>> find(
      ElasticClient client, String prefix, Collection products) {
    IndexNames names = new IndexNames(prefix);
    DocumentSearch search =
        new ElasticDocumentSearch(
            client,
            names,
            new IcuTextAnalyzer(),
            new PointsInTime(vertx, client, names, "1m", System::nanoTime),
            new Admission(
                vertx,
                clients,
                clients,
                Searches.MAX_COST,
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                System::nanoTime));
    List<DocumentSearch.Request> requests =
        MIX.stream().map(text -> request(products, text)).toList();
    return i -> search.find(requests.get(i % requests.size()));
  }

  private static DocumentSearch.Request request(Collection products, String text) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      String[] named = pair.split("=", 2);
      parameters.put(named[0], List.of(named[1]));
    }
    SearchQuery query = SearchParameters.parse(products, parameters).query();
    return new DocumentSearch.Request(
        products, query.query(), query.facets(), null, query.limit() + 1, true);
  }

  private Function<Integer, Future<?>> gateway(URI address) {
    HttpClient http = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(clients));
    return i ->
        http.request(
                HttpMethod.GET,
                address.getPort(),
                address.getHost(),
                "/v1/products?" + MIX.get(i % MIX.size()).replace(" ", "%20"))
            .compose(request -> request.send())
            .compose(
                response ->
                    response.statusCode() == 200
                        ? response.body()
                        : Future.failedFuture("answered " + response.statusCode()));
  }

  private void compare(Map<String, Function<Integer, Future<?>>> ways) throws InterruptedException {
    Map<String, List<Long>> cpu = new LinkedHashMap<>();
    Map<String, Histogram> latencies = new LinkedHashMap<>();
    Map<String, Long> spent = new LinkedHashMap<>();
    for (int round = 0; round <= ROUNDS; round++) {
      for (Map.Entry<String, Function<Integer, Future<?>>> way : ways.entrySet()) {
        Histogram latency = new ConcurrentHistogram(3);
        long cpuBefore = cpuNanos();
        long started = System.nanoTime();
        run(way.getValue(), latency);
        long took = System.nanoTime() - started;
        if (round > 0) {
          String name = way.getKey();
          cpu.computeIfAbsent(name, n -> new ArrayList<>())
              .add((cpuNanos() - cpuBefore) / searches);
          latencies.computeIfAbsent(name, n -> new Histogram(3)).add(latency);
          spent.merge(name, took, Long::sum);
        }
      }
    }
    System.out.printf(
        "%-10s %10s %10s %10s %16s%n", "", "1/s", "p50 us", "p99 us", "client CPU us");
    for (String name : ways.keySet()) {
      Histogram latency = latencies.getOrDefault(name, new Histogram(3));
      List<Long> used = cpu.getOrDefault(name, List.of()).stream().sorted().toList();
      System.out.printf(
          "%-10s %10.0f %10d %10d %16.0f%n",
          name,
          ROUNDS * searches * 1e9 / spent.getOrDefault(name, 1L),
          latency.getValueAtPercentile(50) / 1_000,
          latency.getValueAtPercentile(99) / 1_000,
          used.get(used.size() / 2) / 1e3);
    }
  }

  private void run(Function<Integer, Future<?>> way, Histogram latency)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    AtomicLong failed = new AtomicLong();
    CountDownLatch done = new CountDownLatch(clients);
    context.runOnContext(
        nothing -> {
          for (int i = 0; i < clients; i++) {
            ask(way, latency, next, failed, done);
          }
        });
    done.await();
    if (failed.get() > 0) {
      System.out.println(failed + " failed");
    }
  }

  private void ask(
      Function<Integer, Future<?>> way,
      Histogram latency,
      AtomicInteger next,
      AtomicLong failed,
      CountDownLatch done) {
    int i = next.getAndIncrement();
    if (i >= searches) {
      done.countDown();
      return;
    }
    long asked = System.nanoTime();
    way.apply(i)
        .onComplete(
            answer -> {
              latency.recordValue(System.nanoTime() - asked);
              if (answer.failed()) {
                failed.incrementAndGet();
              }
              context.runOnContext(nothing -> ask(way, latency, next, failed, done));
            });
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
