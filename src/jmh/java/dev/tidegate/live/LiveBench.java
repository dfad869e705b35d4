package dev.tidegate.live;

import dev.tidegate.config.GatewayConfig;
import dev.tidegate.config.LiveConfig;
import dev.tidegate.delivery.LiveMemory;
import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.feed.ChangeLog;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.jmh.Samples;
import dev.tidegate.livequery.AnsweredWrites;
import dev.tidegate.livequery.LiveQueries;
import dev.tidegate.livequery.QueryAllowance;
import dev.tidegate.loop.VertxEventLoop;
import dev.tidegate.merchandising.Merchandising;
import dev.tidegate.model.Change;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Position;
import dev.tidegate.model.Query;
import dev.tidegate.model.Shards;
import dev.tidegate.query.SearchQuery;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.search.DocumentSearch;
import dev.tidegate.text.IcuTextAnalyzer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A hub on an event loop, with sessions whose sockets count and forget. No store behind it. */
final class LiveBench {
  static final int PAGE = 20;
  private static final SearchQuery ALL =
      new SearchQuery(
          Samples.PRODUCTS,
          new Query(null, List.of(), List.of()),
          PAGE,
          List.of(),
          null,
          false,
          false);

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Context context = vertx.getOrCreateContext();
  private final HubParts parts;
  private final Hub hub;
  private final List<Session> sessions = new ArrayList<>();
  final List<CountingTransport> transports = new ArrayList<>();
  private final long[] revs;
  private long rev = Samples.REV + 1_000_000;
  private long sold;
  private Position position = new Position("bench", rev);

  LiveBench(int documents) {
    revs = new long[documents];
    for (int i = 0; i < documents; i++) {
      revs[i] = Samples.product(i).rev();
    }
    InstantSource clock = InstantSource.system();
    LiveConfig config =
        GatewayConfig.defaults()
            .with("live.pong_timeout", "1h")
            .with("live.messages_per_second", "1000000")
            .live();
    LiveQueries queries =
        new LiveQueries(
            vertx,
            context,
            Samples.CATALOG,
            new LiveQueries.Sources(
                new Store(),
                NullTransport.of(DocumentSearch.class),
                List.of(),
                new Merchandising(Samples.CATALOG, new IcuTextAnalyzer())),
            new IcuTextAnalyzer(),
            new QueryAllowance(1, 0),
            new AnsweredWrites(new Shards(position.shards()), Duration.ofSeconds(1)));
    queries.start(position);
    parts =
        new HubParts(
            new VertxEventLoop(context),
            Samples.CATALOG,
            config,
            new HubParts.Sources(
                new Store(), NullTransport.of(ChangeLog.class), new FeedStatus(clock), queries),
            new LiveMemory(1L << 40, 1L << 40),
            position,
            clock);
    hub = parts.hub();
  }

  /** A session that watches so many documents from the {@code first} on, or every change. */
  void open(int first, int watched, boolean every) {
    String ids =
        IntStream.range(first, first + watched)
            .mapToObj(i -> '"' + Samples.id(i % revs.length) + '"')
            .collect(Collectors.joining(","));
    open(every ? "\"every\":true" : "\"ids\":[" + ids + "]");
  }

  /** A session that watches the first page of all products. */
  void search() {
    open("\"query\":{\"limit\":" + PAGE + "}");
  }

  private void open(String target) {
    run(
        () -> {
          CountingTransport transport = new CountingTransport();
          Session session = hub.open("s" + sessions.size(), transport);
          session.receive(
              "{\"type\":\"subscribe\",\"id\":\"s\",\"collection\":\"products\"," + target + "}");
          sessions.add(session);
          transports.add(transport);
        });
    run(() -> {}); // what the subscription left for a later turn
  }

  /** Returns a batch of the feed in which one more of each document is sold. */
  ChangeBatch batch(int[] documents) {
    List<Change> changes = new ArrayList<>(documents.length);
    for (int document : documents) {
      long next = ++rev;
      changes.add(Samples.sale(document, revs[document], next, ++sold));
      revs[document] = next;
    }
    Position before = position;
    position = new Position("bench", rev);
    return new ChangeBatch(changes, before, position);
  }

  /** Returns when all sessions were flushed. */
  void dispatch(ChangeBatch batch) {
    run(() -> hub.onChanges(batch));
  }

  /** Publishes a page with these products, in this order. */
  void page(int[] products) {
    List<String> ids = IntStream.of(products).mapToObj(Samples::id).toList();
    run(() -> parts.queries().get(ALL).members(ids));
  }

  /** The clients can take more. */
  void drained() {
    run(() -> sessions.forEach(Session::drained));
  }

  long messages() {
    return transports.stream().mapToLong(t -> t.messages).sum();
  }

  /** Runs it on the loop, and what it puts off to the next turns, without rests. */
  private void run(Runnable task) {
    CountDownLatch done = new CountDownLatch(1);
    context.runOnContext(
        a -> {
          task.run();
          context.runOnContext(
              b -> context.runOnContext(c -> context.runOnContext(d -> end(done))));
        });
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end(CountDownLatch done) {
    parts.flusher().flush();
    done.countDown();
  }

  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** Each product as it was at first. */
  private static final class Store implements DocumentReader {
    @Override
    public Future<List<DocumentState>> read(Collection collection, List<String> ids) {
      return Future.succeededFuture(
          ids.stream()
              .map(id -> Samples.product(Integer.parseInt(id.substring(id.indexOf('-') + 1))))
              .toList());
    }

    @Override
    public Future<Long> latest() {
      return Future.succeededFuture(Samples.REV);
    }
  }
}
