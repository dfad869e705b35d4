package dev.tidegate.http;

import dev.tidegate.exchange.ConnectionGuard;
import dev.tidegate.exchange.OriginPolicy;
import dev.tidegate.exchange.PathParams;
import dev.tidegate.exchange.ReadParameters;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.live.Hub;
import dev.tidegate.live.Session;
import dev.tidegate.live.SubscriptionException;
import dev.tidegate.model.Collection;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.Position;
import dev.tidegate.query.SearchParameters;
import dev.tidegate.transport.Channels;
import dev.tidegate.transport.EventStreamTransport;
import dev.tidegate.wire.ProblemException;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/{collection}/_live}: a session over Server-Sent Events. */
final class EventStreamHandler {
  private static final Set<String> PARAMETERS = Set.of("ids", "fields", "interval", "since");
  private static final Set<String> OF_STREAM = Set.of("interval", "since");
  private static final List<String> OF_PAGES = List.of("cursor", "facets", "highlight");
  private static final String SUBSCRIPTION = "live";
  private static final int MIN_RETRY_MS = 1_000;
  private static final int MAX_RETRY_MS = 3_000;

  private final PathParams path;
  private final Hub hub;
  private final FeedStatus feed;
  private final OriginPolicy origins;
  private final int highWater;

  EventStreamHandler(
      PathParams path, Hub hub, FeedStatus feed, OriginPolicy origins, int highWater) {
    this.path = path;
    this.hub = hub;
    this.feed = feed;
    this.origins = origins;
    this.highWater = highWater;
  }

  void handle(RoutingContext request) {
    if (hub.isDraining()) {
      // The request was admitted before the gateway started to stop.
      request.request().connection().close();
      return;
    }
    if (!origins.allows(request.request())) {
      throw origins.refusal(request.request());
    }
    Collection collection = path.collection(request);
    Consumer<Session> subscription =
        request.queryParams().contains("ids")
            ? documents(request, collection)
            : search(request, collection);
    HttpServerResponse response = request.response();
    EventStreamTransport transport =
        new EventStreamTransport(response, Channels.of(request.request().connection()), highWater);
    Session session = hub.open(UUID.randomUUID().toString(), transport);
    try {
      subscription.accept(session);
    } catch (SubscriptionException refused) {
      session.closed();
      throw new ProblemException(refused.problem());
    }
    ConnectionGuard.of(request.request().connection()).liveStream();
    start(response);
    transport.serve(session);
  }

  private Consumer<Session> documents(RoutingContext request, Collection collection) {
    ReadParameters parameters = new ReadParameters(collection, request.queryParams(), PARAMETERS);
    List<String> ids = parameters.ids();
    FieldSet fields = parameters.fields();
    long interval = parameters.interval();
    Position since = since(request, parameters);
    return session ->
        session.watch(SUBSCRIPTION, collection, new HashSet<>(ids), fields, interval, since);
  }

  /** Parses a live query. A position does not reveal the members a client has: all are sent. */
  private Consumer<Session> search(RoutingContext request, Collection collection) {
    MultiMap ofStream = MultiMap.caseInsensitiveMultiMap();
    Map<String, List<String>> ofSearch = new LinkedHashMap<>();
    for (String name : request.queryParams().names()) {
      List<String> values = request.queryParams().getAll(name);
      if (OF_STREAM.contains(name)) {
        ofStream.add(name, values);
      } else {
        ofSearch.put(name, values);
      }
    }
    if (ofSearch.containsKey("group")) {
      throw new InvalidInputException(
          ErrorCode.INVALID_PARAMETER, "group", "is not available: a live query can't be grouped");
    }
    for (String name : OF_PAGES) {
      if (ofSearch.containsKey(name)) {
        throw new InvalidInputException(
            ErrorCode.INVALID_PARAMETER, name, "does not go with a live stream");
      }
    }
    ReadParameters stream = new ReadParameters(collection, ofStream, OF_STREAM);
    long interval = stream.interval();
    since(request, stream);
    SearchParameters search = SearchParameters.parse(collection, ofSearch);
    return session -> session.search(SUBSCRIPTION, search.query(), search.fields(), interval);
  }

  /** Starts the response. The random {@code retry} spreads reconnecting clients. */
  private static void start(HttpServerResponse response) {
    response
        .setChunked(true)
        .putHeader("content-type", "text/event-stream")
        .putHeader("cache-control", "no-store")
        // For proxies that buffer responses, for example nginx.
        .putHeader("x-accel-buffering", "no")
        .write(
            Buffer.buffer(
                "retry: "
                    + ThreadLocalRandom.current().nextInt(MIN_RETRY_MS, MAX_RETRY_MS)
                    + "\n\n"));
  }

  /** Returns the resume position. A browser that reconnects sends its last id, and the same URL. */
  private @Nullable Position since(RoutingContext request, ReadParameters parameters) {
    Position now = feed.position();
    int shards = now == null ? 0 : now.shards();
    Position asked = parameters.since(shards);
    Optional<Position> seen =
        Optional.ofNullable(request.request().getHeader("last-event-id")).flatMap(Position::parse);
    return seen.filter(position -> position.shards() == shards).orElse(asked);
  }
}
