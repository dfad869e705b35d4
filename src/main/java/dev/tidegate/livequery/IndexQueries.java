package dev.tidegate.livequery;

import dev.tidegate.search.DocumentSearch;
import dev.tidegate.search.DocumentSearch.Found;
import dev.tidegate.search.DocumentSearch.Request;
import dev.tidegate.search.DocumentSearch.Without;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Asks the index for live queries, a few at a time, so that searches of clients come through as
 * well; first for those whose clients wait for their first answer. Confined to one context.
 */
final class IndexQueries {
  private static final int AT_ONCE = 4;

  private record Waiting(LiveQuery query, BooleanSupplier wanted, Promise<Found> found) {}

  private final DocumentSearch index;
  private final QueryFigures figures;
  private final Deque<Waiting> urgent = new ArrayDeque<>();
  private final Deque<Waiting> others = new ArrayDeque<>();
  private int underWay;

  IndexQueries(DocumentSearch index, QueryFigures figures) {
    this.index = index;
    this.figures = figures;
  }

  /**
   * The documents that the index finds for the query, in its order.
   *
   * @param wanted asked when the search is about to begin; without it, the search fails unasked
   */
  Future<Found> find(LiveQuery query, BooleanSupplier wanted) {
    Waiting waiting = new Waiting(query, wanted, Promise.promise());
    (query.isPublished() ? others : urgent).add(waiting);
    next();
    return waiting.found().future();
  }

  private void next() {
    while (underWay < AT_ONCE && !(urgent.isEmpty() && others.isEmpty())) {
      Waiting waiting = urgent.isEmpty() ? others.remove() : urgent.remove();
      if (!waiting.wanted().getAsBoolean()) {
        waiting.found().fail("the live query has ended");
        continue;
      }
      underWay++;
      figures.found();
      LiveQuery query = waiting.query();
      // Composed, so that an exception ends the query's turn as well.
      Future.succeededFuture()
          .compose(
              nothing ->
                  index.find(
                      new Request(
                              query.collection(),
                              query.query(),
                              List.of(),
                              null,
                              query.membership().asked(),
                              false)
                          .without(Without.of(query.ruled().rules()))))
          .onComplete(
              found -> {
                underWay--;
                if (found.succeeded()) {
                  waiting.found().complete(found.result());
                } else {
                  waiting.found().fail(found.cause());
                }
                next();
              });
    }
  }
}
