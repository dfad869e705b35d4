package dev.tidegate.http;

import dev.tidegate.exchange.PathParams;
import dev.tidegate.exchange.ReadParameters;
import dev.tidegate.exchange.Responses;
import dev.tidegate.model.Collection;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.query.QueryText;
import dev.tidegate.search.SearchService;
import dev.tidegate.search.Suggestion;
import dev.tidegate.wire.Json;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code GET /v1/{collection}/_suggest?q=pre}. */
final class SuggestHandler {
  private static final Set<String> PARAMETERS = Set.of("q", "limit");
  private static final int DEFAULT_LIMIT = 8;
  private static final int MAX_LIMIT = 50;

  private final PathParams path;
  private final SearchService search;

  SuggestHandler(PathParams path, SearchService search) {
    this.path = path;
    this.search = search;
  }

  void handle(RoutingContext request) {
    Collection collection = path.collection(request);
    MultiMap given = request.queryParams();
    ReadParameters.check(given, PARAMETERS);
    String typed = given.get("q");
    if (typed == null) {
      throw new InvalidInputException(ErrorCode.INVALID_PARAMETER, "q", "is required");
    }
    check(typed);
    Responses.answer(
        request,
        search.suggest(collection, typed, limit(given)),
        list -> Responses.json(request, 200, body(list)));
  }

  private static void check(String typed) {
    try {
      QueryText.check(typed);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          ErrorCode.INVALID_PARAMETER, "q", String.valueOf(e.getMessage()));
    }
  }

  private static int limit(MultiMap given) {
    String text = given.get("limit");
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    int limit = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InvalidInputException(
          ErrorCode.INVALID_PARAMETER, "limit", "must be 1 to " + MAX_LIMIT);
    }
    return limit;
  }

  private static byte[] body(List<Suggestion> suggestions) {
    return Json.bytes(
        Map.of("suggestions", suggestions.stream().map(SuggestHandler::suggestion).toList()));
  }

  private static Map<String, String> suggestion(Suggestion suggestion) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("text", suggestion.text());
    String id = suggestion.id();
    if (id != null) {
      members.put("id", id);
    }
    return members;
  }
}
