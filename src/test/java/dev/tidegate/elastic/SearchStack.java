package dev.tidegate.elastic;

import static dev.tidegate.testing.JsonText.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.config.GatewayConfig;
import dev.tidegate.index.Difference;
import dev.tidegate.index.DirtyQueue;
import dev.tidegate.index.DirtyQueue.Backlog;
import dev.tidegate.index.DocumentIndex.Fitness;
import dev.tidegate.index.IndexAdministration;
import dev.tidegate.index.IndexAdministration.Report;
import dev.tidegate.index.IndexStore;
import dev.tidegate.index.IndexTools;
import dev.tidegate.index.Indexer;
import dev.tidegate.index.Rebuilds;
import dev.tidegate.index.Verification.Summary;
import dev.tidegate.loop.VertxEventLoop;
import dev.tidegate.merchandising.Merchandising;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Shards;
import dev.tidegate.model.Values;
import dev.tidegate.query.SearchParameters;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.redis.RedisStore;
import dev.tidegate.search.FreshWrites;
import dev.tidegate.search.SearchPage;
import dev.tidegate.search.SearchService;
import dev.tidegate.testing.Futures;
import dev.tidegate.text.IcuTextAnalyzer;
import dev.tidegate.write.Conditions;
import dev.tidegate.write.DocumentParser;
import dev.tidegate.write.DocumentStore;
import dev.tidegate.write.WriteCommand;
import dev.tidegate.write.WriteResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Store, index, indexer and search over real servers, with plain blocking calls for tests. */
final class SearchStack implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int SHARDS = 4;

  final Catalog catalog;
  final Collection products;
  final Elastic elastic;
  final Indexer indexer;
  final Rebuilds rebuilds;
  final IndexAdministration administration;
  final SearchService service;
  final List<DirtyQueue> queues;
  final DocumentReader reader;
  final List<Difference> differences = new ArrayList<>();

  private final Context context;
  private final RedisStore redis;
  private final DocumentStore store;
  private boolean dead;

  SearchStack(Vertx vertx, GatewayConfig config, List<Collection> all) {
    this.context = vertx.getOrCreateContext();
    this.catalog = new Catalog(all);
    this.products = all.getFirst();
    Shards shards = new Shards(SHARDS);
    this.redis = new RedisStore(context, config.redis(), catalog, shards, InstantSource.system());
    on(redis::open);
    this.store = redis.documents();
    this.reader = redis.reader();
    IndexStore index = redis.index();
    this.queues = index.queues();
    this.elastic =
        new Elastic(vertx, config.elasticsearch(), config.search(), catalog, new IcuTextAnalyzer());
    IndexTools tools =
        new IndexTools(
            new VertxEventLoop(context),
            InstantSource.system(),
            catalog,
            shards,
            index,
            elastic.index(),
            elastic.builder());
    this.indexer = new Indexer(tools, 1_000);
    this.rebuilds = new Rebuilds(tools);
    this.administration = new IndexAdministration(tools, elastic.contents());
    this.service =
        new SearchService(
            elastic.search(),
            reader,
            FreshWrites.NONE,
            new IcuTextAnalyzer(),
            new Merchandising(catalog, new IcuTextAnalyzer()));
  }

  private <T> Future<T> onContext(Supplier<Future<T>> call) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(nothing -> call.get().onComplete(promise));
    return promise.future();
  }

  /** Runs on the stack's context and waits. */
  <T> T on(Supplier<Future<T>> call) {
    return Futures.await(onContext(call));
  }

  /** Asks until the answer is as wanted. */
  <T> T eventually(Supplier<Future<T>> call, Predicate<T> wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    T last = on(call);
    while (!wanted.test(last)) {
      assertThat(System.nanoTime()).as("waiting; last seen %s", last).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      last = on(call);
    }
    return last;
  }

  void put(String id, String json) {
    putRaw(id, new DocumentParser(products).document(json.getBytes(UTF_8)));
  }

  /** Past validation. */
  void putRaw(String id, Values values) {
    WriteResult result =
        on(() -> store.write(List.of(new WriteCommand.Put(key(id), Conditions.NONE, values))))
            .getFirst();
    assertThat(result).isInstanceOf(WriteResult.Written.class);
    indexer.wake();
  }

  /** Documents {@code d<from>} and the ones after it. */
  void putMany(int from, int count) {
    List<Future<?>> writes = new ArrayList<>();
    Values values =
        new DocumentParser(products).document(json("{'name':'one of many'}").getBytes(UTF_8));
    for (int i = from; i < from + count; i++) {
      DocumentKey key = key("d" + i);
      writes.add(
          onContext(
              () -> store.write(List.of(new WriteCommand.Put(key, Conditions.NONE, values)))));
    }
    on(() -> Future.all(writes));
    indexer.wake();
  }

  /** Compares, and keeps what differs in {@link #differences}. */
  Summary verify(boolean repair) {
    differences.clear();
    return on(
        () ->
            administration
                .verification(products, repair)
                .run(
                    found -> {
                      differences.addAll(found);
                      return Future.succeededFuture();
                    }));
  }

  void delete(String id) {
    on(() -> store.write(List.of(new WriteCommand.Delete(key(id), Conditions.NONE))));
    indexer.wake();
  }

  DocumentState read(String id) {
    return on(() -> reader.read(products, id));
  }

  DocumentKey key(String id) {
    return new DocumentKey(products.name(), id);
  }

  SearchPage search(String... pairs) {
    return on(() -> service.search(parameters(pairs).query()));
  }

  /** Ids of the hits that have all words. */
  List<String> ids(String... pairs) {
    return ids(
        search(
            Stream.concat(Stream.of(pairs), Stream.of("relax", "false")).toArray(String[]::new)));
  }

  static List<String> ids(SearchPage page) {
    return page.hits().stream().map(hit -> hit.document().key().id()).toList();
  }

  /**
   * Waits until everything written before is in the index, and until a search finds so many
   * documents. The queues show the former: a total can be right before, and {@link Indexer#state}
   * is up to a second old.
   */
  void settle(long documents) {
    eventually(this::backlog, backlog -> backlog.waiting() == 0);
    eventually(this::found, total -> total == documents);
  }

  /** The backlog of all queues at this moment. */
  Future<Backlog> backlog() {
    return Future.all(queues.stream().map(DirtyQueue::backlog).toList())
        .map(all -> all.<Backlog>list().stream().reduce(Backlog::plus).orElseThrow());
  }

  /** Returns whether the searched index is the one of the schema. */
  Future<Fitness> fitness() {
    return elastic
        .index()
        .examine()
        .map(examined -> Objects.requireNonNull(elastic.index().found(products)).fitness());
  }

  /**
   * Waits until no rebuild is under way. After {@link #settle}, the first one may be: what it makes
   * is searched before.
   */
  Report awaitIdle() {
    return eventually(
        () -> administration.report(products), report -> report.state().equals("idle"));
  }

  /** Waits until the index has rejected {@code count} documents. */
  void awaitRefused(long count) {
    eventually(this::backlog, backlog -> backlog.refused() == count);
  }

  /** The number of documents found after a refresh; -1 where no search is possible. */
  private Future<Long> found() {
    return elastic
        .search()
        .refresh(products, Set.of())
        .compose(refreshed -> service.search(parameters("limit", "1").query()))
        .map(SearchPage::total)
        .otherwise(-1L);
  }

  SearchParameters parameters(String... pairs) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      parameters.put(pairs[i], List.of(pairs[i + 1]));
    }
    return SearchParameters.parse(products, parameters);
  }

  /** Ends like a killed gateway, without the release of its leases. */
  void die() {
    on(redis::close);
    on(elastic::close);
    dead = true;
  }

  /** Leaves the index to other stacks on the same store. */
  void stopIndexing() {
    on(indexer::stop);
    on(rebuilds::stop);
  }

  @Override
  public void close() {
    if (dead) {
      return;
    }
    stopIndexing();
    on(elastic::close);
    on(redis::close);
  }
}
