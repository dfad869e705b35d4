package dev.tidegate.http;

import dev.tidegate.exchange.BodyReader;
import dev.tidegate.exchange.PathParams;
import dev.tidegate.exchange.ReadParameters;
import dev.tidegate.exchange.Responses;
import dev.tidegate.index.DeadLetters;
import dev.tidegate.model.Collection;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.wire.Json;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /admin/collections/{collection}/dead-letters} and {@code …/dead-letters/retry}. */
final class DeadLetterHandler {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;

  private final PathParams path;
  private final DeadLetters deadLetters;
  private final BodyReader bodies;

  DeadLetterHandler(PathParams path, DeadLetters deadLetters, BodyReader bodies) {
    this.path = path;
    this.deadLetters = deadLetters;
    this.bodies = bodies;
  }

  void list(RoutingContext request) {
    Collection collection = path.collection(request);
    ReadParameters.check(request.queryParams(), Set.of("limit"));
    Responses.answer(
        request,
        deadLetters.list(collection, limit(request.queryParams().get("limit"))),
        page -> Responses.json(request, 200, IndexJson.deadLetters(page)));
  }

  void retry(RoutingContext request) {
    Collection collection = path.collection(request);
    ReadParameters.rejectAny(request);
    Responses.answer(
        request,
        bodies.read(request.request(), body -> retry(collection, body)),
        count -> Responses.json(request, 200, Json.bytes(Map.of("retried", count))));
  }

  private Future<Long> retry(Collection collection, byte[] body) {
    if (body.length == 0) {
      return deadLetters.retryAll(collection);
    }
    List<String> ids = IdsBody.parse(body);
    return ids == null ? deadLetters.retryAll(collection) : deadLetters.retry(collection, ids);
  }

  private static int limit(String text) {
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    int limit = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InvalidInputException(
          ErrorCode.INVALID_PARAMETER, "limit", "must be 1 to " + MAX_LIMIT + ", not " + text);
    }
    return limit;
  }
}
