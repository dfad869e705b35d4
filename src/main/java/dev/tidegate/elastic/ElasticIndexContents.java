package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.Time;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.get.GetResult;
import dev.tidegate.elasticquery.IndexMapping;
import dev.tidegate.index.IndexContents;
import dev.tidegate.model.Collection;
import dev.tidegate.model.SearchUnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads ids and versions. */
final class ElasticIndexContents implements IndexContents {
  private static final Time AT_ONCE = Time.of(t -> t.time("0ms"));

  /** Elasticsearch forgets at a refresh what is older, by a clock that moves every 200 ms. */
  private static final long CLOCK_STEPS_MS = 500;

  private static final int RESTORE_ATTEMPTS = 5;
  private static final long RESTORE_PAUSE_MS = 1_000;

  private final Vertx vertx;
  private final ElasticClient client;
  private final IndexNames names;

  ElasticIndexContents(Vertx vertx, ElasticClient client, IndexNames names) {
    this.vertx = vertx;
    this.client = client;
    this.names = names;
  }

  @Override
  public Future<Void> refresh(Collection collection) {
    return present(
        client.call(es -> es.indices().refresh(r -> r.index(names.alias(collection)))).mapEmpty());
  }

  @Override
  public Future<List<Version>> page(Collection collection, String after, int limit) {
    SearchRequest.Builder search =
        new SearchRequest.Builder()
            .index(names.alias(collection))
            .size(limit)
            .version(true)
            .source(s -> s.fetch(false))
            .trackTotalHits(t -> t.enabled(false))
            .sort(s -> s.field(f -> f.field(IndexMapping.ID).order(SortOrder.Asc)));
    if (!after.isEmpty()) {
      search.searchAfter(a -> a.stringValue(after));
    }
    SearchRequest request = search.build();
    return present(
        client
            .call(es -> es.search(request, Void.class))
            .map(
                found ->
                    found.hits().hits().stream()
                        .map(hit -> new Version(id(hit.id()), rev(hit.version())))
                        .toList()));
  }

  @Override
  public Future<Map<String, Long>> revisions(Collection collection, List<String> ids) {
    return present(
        client
            .call(
                es ->
                    es.mget(
                        m ->
                            m.index(names.alias(collection))
                                .ids(ids)
                                .realtime(true)
                                .source(s -> s.fetch(false)),
                        Void.class))
            .map(
                answer -> {
                  Map<String, Long> revisions = new HashMap<>();
                  answer
                      .docs()
                      .forEach(
                          item -> {
                            if (item.isResult() && item.result().found()) {
                              GetResult<Void> result = item.result();
                              revisions.put(result.id(), rev(result.version()));
                            }
                          });
                  return revisions;
                }));
  }

  @Override
  public Future<Void> forgetDeletions(Collection collection) {
    return keepDeletions(collection, AT_ONCE)
        .compose(v -> vertx.timer(CLOCK_STEPS_MS, TimeUnit.MILLISECONDS))
        .compose(v -> refresh(collection))
        .eventually(() -> keepDeletionsAgain(collection, RESTORE_ATTEMPTS));
  }

  /** Repeated where the outcome is unknown: an index that forgets at once takes older writes. */
  private Future<Void> keepDeletionsAgain(Collection collection, int attempts) {
    return keepDeletions(collection, IndexFormat.KEEP_DELETIONS)
        .recover(
            failure ->
                attempts == 1
                    ? Future.failedFuture(failure)
                    : vertx
                        .timer(RESTORE_PAUSE_MS, TimeUnit.MILLISECONDS)
                        .compose(fired -> keepDeletionsAgain(collection, attempts - 1)));
  }

  private Future<Void> keepDeletions(Collection collection, Time time) {
    return client
        .call(
            es ->
                es.indices()
                    .putSettings(
                        p -> p.index(names.alias(collection)).settings(s -> s.gcDeletes(time))))
        .mapEmpty();
  }

  private static String id(@Nullable String id) {
    return id == null ? "" : id;
  }

  private static long rev(@Nullable Long version) {
    return version == null ? 0 : version;
  }

  private static <T> Future<T> present(Future<T> answer) {
    return answer.recover(
        failure ->
            failure instanceof ElasticsearchException refusal && refusal.status() == 404
                ? Future.failedFuture(
                    new SearchUnavailableException(
                        "the index is not built yet", Duration.ofSeconds(1)))
                : Future.failedFuture(failure));
  }
}
