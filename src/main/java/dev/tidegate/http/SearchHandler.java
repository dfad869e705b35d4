package dev.tidegate.http;

import dev.tidegate.exchange.ByteBudget;
import dev.tidegate.exchange.PathParams;
import dev.tidegate.exchange.ReadParameters;
import dev.tidegate.exchange.Responses;
import dev.tidegate.model.Collection;
import dev.tidegate.query.SearchParameters;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.search.SearchPage;
import dev.tidegate.search.SearchService;
import dev.tidegate.search.SearchTiming;
import dev.tidegate.transfer.MeteredReader;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code GET /v1/{collection}} with search parameters. */
final class SearchHandler {
  private static final CharSequence SERVER_TIMING = HttpHeaders.createOptimized("server-timing");

  private final PathParams path;
  private final SearchService search;
  private final Freshness freshness;
  private final ByteBudget responses;

  SearchHandler(
      PathParams path, SearchService search, DocumentReader reader, ByteBudget responses) {
    this.path = path;
    this.search = search;
    this.freshness = new Freshness(reader);
    this.responses = responses;
  }

  void handle(RoutingContext request) {
    Collection collection = path.collection(request);
    MultiMap given = request.queryParams();
    Long minRev = ReadParameters.minRev(given);
    SearchParameters parameters = SearchParameters.parse(collection, searchOnly(given));
    ByteBudget.Lease lease = responses.lease();
    MeteredReader reader = new MeteredReader(freshness.reader(minRev), lease);
    Future<SearchPage> found =
        freshness
            .reached(minRev)
            .compose(reached -> search.with(reader).search(parameters.query()))
            .onFailure(failure -> lease.close());
    Responses.answer(
        request,
        found,
        page -> {
          request.response().putHeader(SERVER_TIMING, inWords(page.timing()));
          new SearchResponse(request, collection, page, parameters.fields(), lease).start();
        });
  }

  private static String inWords(SearchTiming timing) {
    return "find;dur=" + millis(timing.find()) + ", read;dur=" + millis(timing.read());
  }

  /** To the microsecond. */
  private static double millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMicros(nanos) / 1e3;
  }

  private static Map<String, List<String>> searchOnly(MultiMap given) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String name : given.names()) {
      if (!name.equals("min_rev")) {
        parameters.put(name, given.getAll(name));
      }
    }
    return parameters;
  }
}
