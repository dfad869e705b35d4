package dev.tidegate;

import dev.tidegate.config.HttpConfig;
import dev.tidegate.exchange.AdmissionHandler;
import dev.tidegate.exchange.BodyReader;
import dev.tidegate.exchange.CrossOrigin;
import dev.tidegate.exchange.HostPolicy;
import dev.tidegate.exchange.OriginPolicy;
import dev.tidegate.exchange.PathParams;
import dev.tidegate.exchange.RequestGuard;
import dev.tidegate.exchange.Turns;
import dev.tidegate.http.AdminRoutes;
import dev.tidegate.http.CollectionRoutes;
import dev.tidegate.http.DocumentRoutes;
import dev.tidegate.http.Endpoint;
import dev.tidegate.http.LiveRoutes;
import dev.tidegate.http.OperationsRoutes;
import dev.tidegate.http.RouteGroup;
import dev.tidegate.http.Routes;
import dev.tidegate.http.TransferRoutes;
import dev.tidegate.index.IndexAdministration;
import dev.tidegate.index.IndexTools;
import dev.tidegate.live.Hub;
import dev.tidegate.live.HubParts;
import dev.tidegate.livequery.LiveQueries;
import dev.tidegate.loop.VertxEventLoop;
import dev.tidegate.merchandising.RuleWrites;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.redis.RedisStore;
import dev.tidegate.transfer.BulkParts;
import dev.tidegate.write.WriteListener;
import dev.tidegate.write.WriteService;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Builds what one event loop has for itself: a connection to Redis, a hub, and handlers. */
final class EventLoopAssembly {
  private final SharedParts parts;
  private final LiveQueries queries;

  EventLoopAssembly(SharedParts parts, LiveQueries queries) {
    this.parts = parts;
    this.queries = queries;
  }

  /** Builds the endpoint of the current event loop. The feed must have started. */
  Future<Endpoint> build() {
    Context context = Objects.requireNonNull(Vertx.currentContext());
    RedisStore store = parts.redisStore(context);
    DocumentReader reader = parts.caching.reader(store.reader(), context);
    HubParts live = live(context, store, reader);
    Hub hub = live.hub();
    parts.listeners.add(hub);
    parts.hubs.add(hub);
    parts.metrics.add(live.counters());
    Endpoint endpoint = endpoint(context, store, reader, live);
    return store
        .open()
        .map(
            opened -> {
              live.start();
              return endpoint;
            });
  }

  private HubParts live(Context context, RedisStore store, DocumentReader reader) {
    return new HubParts(
        new VertxEventLoop(context),
        parts.catalog,
        parts.config.live(),
        new HubParts.Sources(reader, store.changeLog(), parts.feed, queries),
        parts.liveMemory,
        Objects.requireNonNull(parts.feed.position()),
        parts.clock);
  }

  private Endpoint endpoint(
      Context context, RedisStore store, DocumentReader reader, HubParts live) {
    Hub hub = live.hub();
    HttpConfig http = parts.config.http();
    OriginPolicy origins = new OriginPolicy(Set.copyOf(http.allowedOrigins()));
    CrossOrigin crossOrigin = new CrossOrigin(origins);
    AdmissionHandler admission = new AdmissionHandler(parts.vertx, parts.health, parts.inFlight);
    return new Endpoint(
        admission,
        new RequestGuard(
            new HostPolicy(http.host(), http.allowedHosts()),
            crossOrigin,
            parts.health,
            Routes.of(
                parts.vertx,
                routes(context, store, reader, hub, origins),
                admission,
                origins,
                crossOrigin,
                parts.metrics)),
        () -> {
          parts.hubs.remove(hub);
          parts.listeners.remove(hub);
          live.stop();
          store.close();
        });
  }

  private List<RouteGroup> routes(
      Context context, RedisStore store, DocumentReader reader, Hub hub, OriginPolicy origins) {
    HttpConfig config = parts.config.http();
    PathParams path = new PathParams(parts.catalog);
    BodyReader bodies = new BodyReader(config.maxBodyBytes(), parts.requestBytes);
    WriteService writes = writes(context, store, reader);
    return List.of(
        new OperationsRoutes(parts.health, parts.metrics),
        new LiveRoutes(path, hub, parts.feed, origins, parts.config.live()),
        new TransferRoutes(
            parts.catalog,
            path,
            bulks(context, writes),
            store.scan(),
            store.reader(),
            parts.feed,
            parts.responseBytes),
        new CollectionRoutes(
            path, parts.search.searches(context, store, reader), reader, parts.responseBytes),
        new DocumentRoutes(parts.catalog, path, reader, writes, bodies, parts.responseBytes),
        new AdminRoutes(path, administration(context, store), bodies));
  }

  private BulkParts bulks(Context context, WriteService writes) {
    return new BulkParts(
        writes,
        parts.config.http().maxLineBytes(),
        parts.requestBytes,
        parts.spools,
        new Turns(context));
  }

  /** The near cache comes first: the rules are read through it. */
  private WriteService writes(Context context, RedisStore store, DocumentReader reader) {
    List<WriteListener> listeners = new ArrayList<>(parts.caching.listeners());
    listeners.addAll(parts.search.listeners());
    listeners.add(new RuleWrites(parts.merchandising, reader));
    return new WriteService(
        store.documents(), parts.shards, context, parts.config.redis().maxInFlight(), listeners);
  }

  private IndexAdministration administration(Context context, RedisStore store) {
    IndexTools tools =
        new IndexTools(
            new VertxEventLoop(context),
            parts.clock,
            parts.catalog,
            parts.shards,
            store.index(),
            parts.elastic.index(),
            parts.elastic.builder());
    return new IndexAdministration(tools, parts.elastic.contents());
  }
}
